import { timingSafeEqual } from 'node:crypto';
import { type Logger, parseId } from '@causeway/subgraph-kit';
import { addMs, type Clock } from '../clock.ts';
import type { SignInAttempts } from '../credentials/sign-in-attempts.ts';
import { logSecurityEvent } from '../security-events.ts';
import { hashClientSecret } from '../service-accounts/client-secret.ts';
import type { ClientsStore, StoredSecret } from './clients-store.ts';
import { invalidClient, OAuthError } from './oauth-error.ts';
import type { ClientCredentials } from './read-client-credentials.ts';

/** How exactly it is known when a secret was used: a busy client must not cost a write each time. */
const USE_IS_NOTED_EVERY_MS = 60_000;

/** A client that has proved who it is. */
export interface AuthenticatedClient {
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/**
 * Checks a client's secret. Throws OAuthError `invalid_client`, which does not tell an unknown client from
 * a wrong secret; with status 429 when too many have been wrong, of the client or
 * from the address.
 */
export type AuthenticateClient = (
  credentials: ClientCredentials,
  request: TokenRequest,
) => Promise<AuthenticatedClient>;

export interface TokenRequest {
  /** Of `addressGroup`. */
  readonly address: string;
  readonly logger: Logger;
}

export function createAuthenticateClient(parts: {
  store: ClientsStore;
  attempts: SignInAttempts;
  now: Clock;
}): AuthenticateClient {
  const { store, attempts, now } = parts;

  /** Wrong secrets are held up as wrong passwords are, but the right one never is: docs/decisions/0023. */
  async function refuse(
    clientId: string | null,
    { address, logger }: TokenRequest,
  ): Promise<OAuthError> {
    // An unknown client is counted by address alone: whoever makes up ids would fill the table.
    const counted = [`client-address:${address}`, ...(clientId ? [`client:${clientId}`] : [])];
    const waits = await Promise.all(counted.map((key) => attempts.begin(key)));
    const retryAfterSeconds = Math.max(...waits.map((seconds) => seconds ?? 0));
    if (retryAfterSeconds === 0) {
      logSecurityEvent(logger, { event: 'client_authentication_failed', clientId });
      return wrongCredentials();
    }
    logSecurityEvent(logger, { event: 'client_held_up', clientId, retryAfterSeconds });
    const options = { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } };
    const message = `Too many wrong secrets. Try again in ${retryAfterSeconds} s.`;
    return new OAuthError('invalid_client', message, options);
  }

  return async ({ clientId: text, clientSecret }, request) => {
    const clientId = parseId(text);
    const secrets = clientId === null ? [] : await store.findSecrets(clientId);
    const secret = findSecret(secrets, clientSecret, now());
    if (clientId === null || secrets.length === 0) throw await refuse(null, request);
    if (secret === undefined) throw await refuse(clientId, request);
    const at = now();
    await store.noteUse(secret.id, { at, unlessSince: addMs(at, -USE_IS_NOTED_EVERY_MS) });
    return { clientId, scopes: secret.scopes };
  };
}

/** Compares with each, in a time that says nothing of the secrets: hashes have one length. */
function findSecret(
  secrets: readonly StoredSecret[],
  presented: string,
  instant: Date,
): StoredSecret | undefined {
  const hash = hashClientSecret(presented);
  const equal = secrets.filter(({ secretHash }) => timingSafeEqual(secretHash, hash));
  return equal.find(({ expiresAt }) => expiresAt > instant);
}

function wrongCredentials(): OAuthError {
  return invalidClient('No client has this client_id and client_secret.');
}
