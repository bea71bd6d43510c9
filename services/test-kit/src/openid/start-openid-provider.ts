import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

const CLIENT_ID = 'causeway-shop';
const CLIENT_SECRET = randomBytes(32).toString('base64url');

/** A person with an account at the provider. */
export interface Person {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface TestProvider {
  readonly issuer: string;
  /** An entry of the file OIDC_PROVIDERS_FILE. */
  readonly settings: Record<string, unknown>;
  /** Who sits at the browser, and whether they consent; or the provider's error answer. */
  person: Person;
  /** Of the codes that it gives. */
  codeLifetimeSeconds: number;
  consent: 'given' | 'denied' | 'login_required' | 'temporarily_unavailable';
  /** Answers in the provider's place at a path, until it is deleted. */
  readonly instead: Map<string, Handler>;
  /** How often a path was asked. */
  countOf(path: string): number;
  /** Goes where the browser is sent, and returns the address at which it comes back to the shop. */
  visit(authorizationUrl: string): Promise<string>;
  /** Has the token endpoint answer with an ID token that the provider signs, with these claims. */
  answerWithIdToken(claims: JWTPayload, options?: { foreignKey?: boolean }): void;
  /** Signs with another key from now on. */
  rotateKeys(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a certified OpenID provider in this process. */
export async function startOpenidProvider(redirectUri: string): Promise<TestProvider> {
  const asked: string[] = [];
  const instead = new Map<string, Handler>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://provider');
    asked.push(pathname);
    const handler = instead.get(pathname) ?? serve;
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  let signingKey = await createKey();
  let provider = createProvider();

  function createProvider(): Provider {
    return new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          redirect_uris: [redirectUri],
          grant_types: ['authorization_code'],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys: [signingKey.jwk] },
      cookies: { keys: [randomBytes(16).toString('hex')] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      pkce: { required: () => true },
      ttl: {
        AuthorizationCode: () => self.codeLifetimeSeconds,
        Interaction: 60,
        Session: 60,
        Grant: 60,
        IdToken: 60,
        AccessToken: 60,
      },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...self.person, sub }) }),
    });
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    if (request.url?.startsWith('/interaction/')) void interact(request, response);
    else void provider.callback()(request, response);
  }

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params } = await provider.interactionDetails(request, response);
    const finish = (result: Record<string, unknown>) =>
      provider.interactionFinished(request, response, result);
    if (self.consent !== 'given') {
      const error = self.consent === 'denied' ? 'access_denied' : self.consent;
      return finish({ error });
    }
    if (prompt.name === 'login') return finish({ login: { accountId: self.person.sub } });
    const grant = new provider.Grant({
      accountId: self.person.sub,
      clientId: String(params.client_id),
    });
    grant.addOIDCScope(String(params.scope));
    return finish({ consent: { grantId: await grant.save() } });
  }

  const self: TestProvider = {
    issuer,
    settings: {
      name: 'Test Provider',
      issuer,
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      redirectUris: [redirectUri],
      allowHttp: true,
    },
    person: { sub: 'nobody' },
    consent: 'given',
    codeLifetimeSeconds: 60,
    instead,
    countOf: (path) => asked.filter((one) => one === path).length,
    visit: (authorizationUrl) => visit(authorizationUrl, redirectUri),
    answerWithIdToken(claims, { foreignKey = false } = {}) {
      instead.set('/token', async (_request, response) => {
        const { privateKey, jwk } = foreignKey ? await createKey() : signingKey;
        const idToken = await new SignJWT({ sub: 'forged', ...claims })
          .setProtectedHeader({ alg: 'ES256', kid: signingKey.jwk.kid ?? String(jwk.kid) })
          .setIssuedAt()
          .sign(privateKey);
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({ access_token: 'x', token_type: 'Bearer', id_token: idToken }),
        );
      });
    },
    async rotateKeys() {
      signingKey = await createKey();
      provider = createProvider();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

async function createKey() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = randomBytes(8).toString('hex');
  const jwk = { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
  return { privateKey, jwk };
}

/** A browser of its own: follows redirects with cookies until one leads to the shop. */
async function visit(authorizationUrl: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = authorizationUrl;
  for (let step = 0; step < 10; step += 1) {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null)
      throw new Error(`${response.status} at ${url}: ${await response.text()}`);
    url = new URL(location, url).href;
    if (url.startsWith(redirectUri)) return url;
  }
  throw new Error('The provider sends the browser round and round.');
}
