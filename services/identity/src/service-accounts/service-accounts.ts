import {
  buildConnection,
  type Connection,
  DomainError,
  decodeCursor,
  encodeCursor,
  type InvalidInput,
  type PageArguments,
  type Principal,
  parseId,
  parsePage,
  type RequestContext,
  requireScope,
  requireUserWithScope,
  type UserPrincipal,
  validateInput,
} from '@causeway/subgraph-kit';
import { z } from 'zod';
import { addMs, type Clock } from '../clock.ts';
import { logSecurityEvent } from '../security-events.ts';
import { displayNameField } from '../users/display-name.ts';
import { createClientSecret, hashClientSecret } from './client-secret.ts';
import type { ServiceAccount } from './service-account.ts';
import type {
  NewSecret,
  ServiceAccountsStore,
  ServiceAccountsTransaction,
} from './service-accounts-store.ts';

const SCOPE = 'service-accounts:write';
const PAGE_LIMITS = { defaultFirst: 20, maximum: 100 } as const;
/** One in use, and the one that takes over from it. */
const MAXIMUM_SECRETS = 2;
const MAXIMUM_SCOPES = 100;
const MAXIMUM_SECRET_DAYS = 365;
const DAY_MS = 24 * 3_600_000;

const expiresInDaysField = z
  .int()
  .min(1, 'must be at least 1')
  .max(MAXIMUM_SECRET_DAYS, `must be at most ${MAXIMUM_SECRET_DAYS}`);
const createInput = z.object({
  name: displayNameField,
  scopes: z
    .array(z.string())
    .min(1, 'must not be empty')
    .max(MAXIMUM_SCOPES, `must be at most ${MAXIMUM_SCOPES}`)
    .transform((scopes) => [...new Set(scopes)]),
  secretExpiresInDays: expiresInDaysField,
});
const addSecretInput = z.object({
  serviceAccountId: z.string(),
  expiresInDays: expiresInDaysField,
});

/** The account with a secret that is shown this once. */
interface WithSecret {
  readonly serviceAccount: ServiceAccount;
  readonly clientSecret: string;
}
type Invalid = { readonly kind: 'invalid'; readonly failure: InvalidInput };
type ScopesNotGrantable = {
  readonly kind: 'scopes-not-grantable';
  readonly scopes: readonly string[];
};
type NotFound = { readonly kind: 'not-found' };

export type CreateOutcome =
  | ({ readonly kind: 'created' } & WithSecret)
  | Invalid
  | ScopesNotGrantable;
export type AddSecretOutcome =
  | ({ readonly kind: 'added' } & WithSecret)
  | Invalid
  | NotFound
  | ScopesNotGrantable
  | { readonly kind: 'too-many-secrets' };
export type RevokeSecretOutcome =
  | { readonly kind: 'revoked'; readonly serviceAccount: ServiceAccount }
  | NotFound;
export type DeleteOutcome = { readonly kind: 'deleted'; readonly id: string } | NotFound;

/** Each throws UNAUTHENTICATED, or FORBIDDEN to callers who may not manage service accounts. */
export interface ServiceAccounts {
  /** Also throws BAD_USER_INPUT. */
  list(principal: Principal, page: PageArguments): Promise<Connection<ServiceAccount>>;
  /** Makes an account with scopes that the caller has. */
  create(request: RequestContext, input: unknown): Promise<CreateOutcome>;
  /** Adds a second secret, so that the first can be replaced while it is in use. */
  addSecret(request: RequestContext, input: unknown): Promise<AddSecretOutcome>;
  revokeSecret(
    request: RequestContext,
    secret: { serviceAccountId: string; secretId: string },
  ): Promise<RevokeSecretOutcome>;
  delete(request: RequestContext, serviceAccountId: string): Promise<DeleteOutcome>;
}

export function createServiceAccounts(store: ServiceAccountsStore, now: Clock): ServiceAccounts {
  return {
    async list(principal, pageArguments) {
      requireScope(principal, SCOPE);
      const page = parsePage(pageArguments, PAGE_LIMITS);
      const after = page.cursor === null ? null : parseCursor(page.cursor);
      const rows = await store.list({ after, limit: page.size + 1 });
      const cursorOf = ({ id }: ServiceAccount) => encodeCursor([id]);
      return buildConnection({ rows, page, cursorOf, node: (account) => account });
    },

    async create(request, input) {
      const actor = requireUserWithScope(request.principal, SCOPE);
      const validation = validateInput(createInput, input);
      if (validation.kind === 'invalid') return validation;
      const { name, scopes, secretExpiresInDays } = validation.value;
      const secret = newSecret(secretExpiresInDays, now());
      const outcome = await store.change<CreateOutcome>(async (tx) => {
        const refusal = refuseScopes(scopes, await scopesNow(actor, tx));
        if (refusal !== null) return refusal;
        const account = { name, scopes, createdById: actor.userId, createdAt: now() };
        const serviceAccount = await tx.create(account, secret.stored);
        return { kind: 'created', serviceAccount, clientSecret: secret.text };
      });
      if (outcome.kind === 'created') {
        log(request, { event: 'service_account_created', actor, ...outcome });
      }
      return outcome;
    },

    async addSecret(request, input) {
      const actor = requireUserWithScope(request.principal, SCOPE);
      const validation = validateInput(addSecretInput, input);
      if (validation.kind === 'invalid') return validation;
      const id = parseId(validation.value.serviceAccountId);
      if (id === null) return { kind: 'not-found' };
      const secret = newSecret(validation.value.expiresInDays, now());
      const outcome = await store.change<AddSecretOutcome>(async (tx) => {
        const scopes = await scopesNow(actor, tx);
        const account = await tx.lock(id);
        if (account === null) return { kind: 'not-found' };
        // Who holds a secret may do what the account may.
        const refusal = refuseScopes(account.scopes, scopes);
        if (refusal !== null) return refusal;
        if (countAlive(account, now()) >= MAXIMUM_SECRETS) return { kind: 'too-many-secrets' };
        const serviceAccount = await tx.addSecret(id, secret.stored);
        return { kind: 'added', serviceAccount, clientSecret: secret.text };
      });
      if (outcome.kind === 'added') {
        log(request, { event: 'service_account_secret_added', actor, ...outcome });
      }
      return outcome;
    },

    async revokeSecret(request, secret) {
      const actor = requireUserWithScope(request.principal, SCOPE);
      const [id, secretId] = [parseId(secret.serviceAccountId), parseId(secret.secretId)];
      if (id === null || secretId === null) return { kind: 'not-found' };
      const serviceAccount = await store.change(async (tx) => {
        await scopesNow(actor, tx);
        return tx.deleteSecret(id, secretId);
      });
      if (serviceAccount === null) return { kind: 'not-found' };
      log(request, { event: 'service_account_secret_revoked', actor, serviceAccount });
      return { kind: 'revoked', serviceAccount };
    },

    async delete(request, serviceAccountId) {
      const actor = requireUserWithScope(request.principal, SCOPE);
      const id = parseId(serviceAccountId);
      if (id === null) return { kind: 'not-found' };
      const serviceAccount = await store.change(async (tx) => {
        await scopesNow(actor, tx);
        const account = await tx.lock(id);
        if (account !== null) await tx.delete(id);
        return account;
      });
      if (serviceAccount === null) return { kind: 'not-found' };
      log(request, { event: 'service_account_deleted', actor, serviceAccount });
      return { kind: 'deleted', id };
    },
  };
}

/**
 * What the caller may do this moment. A token is up to 15 minutes old, and what is made here lives on: a
 * dismissed administrator must not leave themselves a way back in. Throws FORBIDDEN.
 */
async function scopesNow(
  actor: UserPrincipal,
  tx: ServiceAccountsTransaction,
): Promise<ReadonlySet<string>> {
  const scopes = await tx.findScopesOfSession(actor.sessionId);
  if (scopes.has(SCOPE)) return scopes;
  throw new DomainError('FORBIDDEN', `You no longer have the scope "${SCOPE}".`);
}

/** Nobody gives away more than they have. */
function refuseScopes(
  wanted: readonly string[],
  held: ReadonlySet<string>,
): ScopesNotGrantable | null {
  const scopes = wanted.filter((scope) => !held.has(scope));
  return scopes.length === 0 ? null : { kind: 'scopes-not-grantable', scopes };
}

function newSecret(days: number, createdAt: Date): { text: string; stored: NewSecret } {
  const text = createClientSecret();
  const expiresAt = addMs(createdAt, days * DAY_MS);
  return { text, stored: { secretHash: hashClientSecret(text), createdAt, expiresAt } };
}

function countAlive({ secrets }: ServiceAccount, instant: Date): number {
  return secrets.filter(({ expiresAt }) => expiresAt > instant).length;
}

function parseCursor(cursor: string): string {
  const [text] = decodeCursor(cursor, 1);
  const id = typeof text === 'string' ? parseId(text) : null;
  if (id !== null) return id;
  throw new DomainError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
}

function log(
  { logger }: RequestContext,
  change: {
    event:
      | 'service_account_created'
      | 'service_account_secret_added'
      | 'service_account_secret_revoked'
      | 'service_account_deleted';
    actor: UserPrincipal;
    serviceAccount: ServiceAccount;
  },
): void {
  const { event, actor, serviceAccount } = change;
  const { id: clientId, scopes } = serviceAccount;
  logSecurityEvent(logger, { event, actorId: actor.userId, clientId, scopes });
}
