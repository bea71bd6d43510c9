import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';

export interface TokenIssuer {
  issuer: string;
  jwksUrl: string;
  /** How often the keys were asked for. */
  requests(): number;
  /** Signs an access token; claims and header given here beat the good ones. */
  sign(
    claims?: { [name: string]: unknown },
    header?: Partial<JWTHeaderParameters>,
  ): Promise<string>;
  /** Publishes a new key beside the old one; `sign` uses it from now on. */
  rotate(): Promise<void>;
  /** Publishes none of the keys there were; `rotate` makes the next. */
  withdrawAll(): void;
  /** Answers requests for the keys with 500 while down. */
  setDown(down: boolean): void;
  /** Has requests for the keys answered by this from now on; null: as they should be. */
  answerWith(answer: ((response: ServerResponse) => void) | null): void;
  /** The keys that are published. */
  published(): readonly object[];
  stop(): void;
}

const ALGORITHM = 'ES256';

/** An issuer of access tokens with a real JWKS endpoint. */
export async function startTokenIssuer(issuer = 'https://issuer.test'): Promise<TokenIssuer> {
  const keys: {
    kid: string;
    privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
    jwk: object;
  }[] = [];
  let made = 0;
  let requests = 0;
  let isDown = false;
  let answer: ((response: ServerResponse) => void) | null = null;

  const rotate = async () => {
    const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
    made += 1;
    const kid = `key-${made}`;
    keys.push({
      kid,
      privateKey,
      jwk: { ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: 'sig' },
    });
  };
  await rotate();

  const server = createServer((_request, response) => {
    requests += 1;
    if (answer !== null) return answer(response);
    if (isDown) return void response.writeHead(500).end('down');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    issuer,
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    requests: () => requests,
    rotate,
    withdrawAll() {
      keys.length = 0;
    },
    setDown(down) {
      isDown = down;
    },
    answerWith(given) {
      answer = given;
    },
    published: () => keys.map(({ jwk }) => jwk),
    sign(claims = {}, header = {}) {
      const key = keys.at(-1);
      if (key === undefined) throw new Error('There is no key.');
      const now = Math.floor(Date.now() / 1_000);
      const { crit = [] } = header;
      return new SignJWT({
        ...{
          iss: issuer,
          aud: 'causeway',
          sub: 'user-1',
          sid: 'session-1',
          iat: now,
          exp: now + 60,
        },
        ...{ roles: ['support'], scope: 'users:read orders:read' },
        ...claims,
      })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', kid: key.kid, ...header })
        .sign(key.privateKey, { crit: Object.fromEntries(crit.map((name) => [name, true])) });
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
