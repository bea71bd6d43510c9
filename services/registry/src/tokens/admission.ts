import { timingSafeEqual } from 'node:crypto';
import { DomainError, type Logger } from '@causeway/subgraph-kit';
import { shareReads } from '../share-reads.ts';
import { BOOTSTRAP_NAME, EVERY_GRAPH, type Token } from './token.ts';
import { hashTokenSecret, isTokenSecret } from './token-secret.ts';
import type { TokensStore } from './tokens-store.ts';

const BEARER = /^Bearer +(\S+)$/i;
/** A use is written down at most this often for a token. */
const NOTE_EVERY_MS = 60_000;

/** Finds the token of a request. Throws UNAUTHENTICATED. */
export type AdmitToken = (authorization: string | undefined) => Promise<Token>;

/** Admits callers by their tokens, of which the bootstrap secret is one if there is any. */
export function createAdmission(parts: {
  store: TokensStore;
  bootstrapSecret: string | undefined;
  logger: Logger;
  now: () => Date;
}): AdmitToken {
  const { store, bootstrapSecret, logger, now } = parts;
  const bootstrapHash = bootstrapSecret === undefined ? null : hashTokenSecret(bootstrapSecret);
  const startedAt = now();
  // All of a variant's gateways come back at once when they have heard of a version, with one token.
  const findToken = shareReads((hash) => store.findBySecret(Buffer.from(hash, 'hex')));

  return async (authorization) => {
    const secret = secretOf(authorization);
    const hash = hashTokenSecret(secret);
    if (bootstrapHash !== null && timingSafeEqual(hash, bootstrapHash)) {
      return bootstrapToken(startedAt);
    }
    const token = await findToken(hash.toString('hex'));
    if (token === null) throw unauthenticated('This token is not known.');
    const at = now();
    if (token.revokedAt !== null) throw unauthenticated('This token has been revoked.');
    if (token.expiresAt !== null && token.expiresAt <= at) {
      throw unauthenticated(`This token expired at ${token.expiresAt.toISOString()}.`);
    }
    if (at.getTime() - (token.lastUsedAt?.getTime() ?? 0) > NOTE_EVERY_MS) {
      // Nobody waits for it, and who cannot write it down can be answered all the same.
      const before = new Date(at.getTime() - NOTE_EVERY_MS);
      store
        .noteUse(token.id, { at, before })
        .catch((err) => logger.warn({ err }, 'use of a token not noted'));
    }
    return token;
  };
}

function secretOf(authorization: string | undefined): string {
  const secret = BEARER.exec(authorization ?? '')?.[1];
  if (secret === undefined) {
    throw unauthenticated('A token is needed: `Authorization: Bearer cwt_…`.');
  }
  if (!isTokenSecret(secret)) {
    throw unauthenticated('This is no token of the registry: they begin with cwt_.');
  }
  return secret;
}

function bootstrapToken(createdAt: Date): Token {
  return {
    id: '00000000-0000-0000-0000-000000000000',
    name: BOOTSTRAP_NAME,
    grants: [{ graph: EVERY_GRAPH, variant: null, subgraph: null, permissions: ['ADMIN'] }],
    createdAt,
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
  };
}

function unauthenticated(message: string): DomainError {
  return new DomainError('UNAUTHENTICATED', message);
}
