import { createHash } from 'node:crypto';
import { seedId, withClient } from '@causeway/database';
import type { PrismaClient } from '@causeway/identity-db';
import { readDocumentedQueries, useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccountMailStore } from '../../src/account-mail/account-mail-store.ts';
import { buildPrismaClient } from '../../src/build-prisma-client.ts';
import { createCredentialsStore } from '../../src/credentials/credentials-store.ts';
import { hashEmail } from '../../src/credentials/sign-in-attempts.ts';
import { createSignInAttemptsStore } from '../../src/credentials/sign-in-attempts-store.ts';
import { createClientsStore } from '../../src/oauth/clients-store.ts';
import { createLinkedIdentitiesStore } from '../../src/providers/linked-identities-store.ts';
import { createProviderFlowsStore } from '../../src/providers/provider-flows-store.ts';
import { createAccessChangesStore } from '../../src/roles/access-changes-store.ts';
import { createRolesStore } from '../../src/roles/roles-store.ts';
import { createSecondFactorStore } from '../../src/second-factor/second-factor-store.ts';
import { createServiceAccountsStore } from '../../src/service-accounts/service-accounts-store.ts';
import { createSessionsStore } from '../../src/sessions/sessions-store.ts';
import { createUsersStore } from '../../src/users/users-store.ts';

/** Users beside the seed's, each with a session that lives and one that has expired. */
const MORE_USERS = 20_000;
const LARGE_TABLES = [
  'user_account',
  'user_role',
  'session',
  'refresh_token',
  'sign_in_attempt',
  'account_mail',
  'account_token',
  'second_factor',
  'recovery_code',
  'sign_in_challenge',
  'service_account',
  'service_account_scope',
  'service_account_secret',
  'linked_identity',
  'provider_flow',
  'access_change',
];
/** A handful of rows each: PostgreSQL reads them whole, and their indexes only keep them unique. */
const INDEXES_OF_SMALL_TABLES = [
  'permission_pkey',
  'role_permission_pkey',
  'role_pkey',
  'signing_key_pkey',
];
const documented = readDocumentedQueries('identity');

describe(`docs/indexes.md, on ${MORE_USERS} users`, () => {
  const database = useDatabase('identity', { seed: 'small' });
  let prisma: PrismaClient;
  beforeAll(async () => {
    // One connection, so that one flush publishes the figures of all statements.
    prisma = buildPrismaClient({ databaseUrl: database().appUrl, poolSize: 1 });
    await withClient(database().ownerUrl, (client) => client.query(FILL));
  });
  afterAll(() => prisma.$disconnect());

  test('names every query of every store, and no other', () => {
    expect(documented.map(({ query }) => query)).toEqual(Object.keys(identityQueries(prisma)));
  });

  test.each(documented)('$query is served by $indexes', async ({ query, indexes }) => {
    const before = await readScans();
    await identityQueries(prisma)[query]?.();
    const after = await readScans();
    const used = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(used).toEqual(expect.arrayContaining([...indexes]));
    expect(used.filter((name) => LARGE_TABLES.includes(name))).toEqual([]);
  });

  test('names every index there is', async () => {
    const { rows } = await withClient(database().ownerUrl, (client) =>
      client.query<{ name: string }>(
        `SELECT indexname AS name FROM pg_indexes
         WHERE schemaname = 'identity' AND tablename <> '_prisma_migrations'`,
      ),
    );
    const named = new Set(documented.flatMap(({ indexes }) => indexes));
    expect(rows.map(({ name }) => name).sort()).toEqual(
      [...named, ...INDEXES_OF_SMALL_TABLES].sort(),
    );
  });

  /** How often each index was scanned so far, and, under its own name, each table from end to end. */
  async function readScans(): Promise<Record<string, number>> {
    await prisma.$queryRaw`SELECT pg_stat_force_next_flush()::text`;
    const rows = await prisma.$queryRaw<{ name: string; scans: number }[]>`
      SELECT indexrelname AS name, idx_scan::int AS scans
      FROM pg_stat_user_indexes WHERE schemaname = 'identity'
      UNION ALL
      SELECT relname, seq_scan::int FROM pg_stat_user_tables WHERE schemaname = 'identity'`;
    return Object.fromEntries(rows.map(({ name, scans }) => [name, scans]));
  }
});

const FILL = `
  INSERT INTO identity.user_account
    (id, email_normalized, email, display_name, password_hash, updated_at)
  SELECT gen_random_uuid(), address, address, 'Somebody', 'hash', now()
  FROM generate_series(1, ${MORE_USERS}) n, concat(md5(n::text), '@example.com') address;
  INSERT INTO identity.user_role (user_id, role_name)
  SELECT id, CASE WHEN random() < 0.002 THEN 'support' ELSE 'customer' END
  FROM identity.user_account ON CONFLICT DO NOTHING;
  INSERT INTO identity.session (id, user_id, last_seen_at, expires_at)
  SELECT gen_random_uuid(), id, now(), now() + days * interval '1 day'
  FROM identity.user_account, (VALUES (-1), (29)) expiry (days);
  INSERT INTO identity.refresh_token (id, token_hash, session_id, expires_at)
  SELECT gen_random_uuid(), sha256(id::text::bytea), id, expires_at FROM identity.session;
  INSERT INTO identity.sign_in_attempt (email_hash, failures, blocked_until, expires_at)
  SELECT sha256(email_normalized::bytea), 3, now() - interval '1 hour', now() + interval '1 day'
  FROM identity.user_account;
  INSERT INTO identity.access_change (id, at, actor_id, action, user_id, role_name, request_id)
  SELECT gen_random_uuid(), now(), id, 'ROLE_ASSIGNED', id,
    CASE WHEN random() < 0.01 THEN 'support' ELSE 'customer' END, 'request'
  FROM identity.user_account;
  INSERT INTO identity.service_account (id, name, created_by_id)
  SELECT id, 'Robot', id FROM identity.user_account;
  INSERT INTO identity.service_account_scope
  SELECT id, 'stock:write' FROM identity.service_account;
  INSERT INTO identity.service_account_secret (id, service_account_id, secret_hash, expires_at)
  SELECT id, id, sha256(id::text::bytea), now() + interval '90 days' FROM identity.service_account;
  INSERT INTO identity.account_mail (kind, email_normalized, requested_at)
  SELECT 'verify-email', email_normalized, now() FROM identity.user_account;
  INSERT INTO identity.account_token (token_hash, user_id, kind, expires_at)
  SELECT sha256(id::text::bytea), id, 'reset-password', now() + interval '1 hour'
  FROM identity.user_account;
  INSERT INTO identity.second_factor (user_id, sealed_secret)
  SELECT id, 'sealed' FROM identity.user_account;
  INSERT INTO identity.recovery_code (user_id, code_hash)
  SELECT id, sha256(id::text::bytea) FROM identity.user_account;
  INSERT INTO identity.sign_in_challenge (token_hash, user_id, proven_by, expires_at)
  SELECT sha256(id::text::bytea), id, '{}', now() + interval '5 minutes'
  FROM identity.user_account;
  ANALYZE identity.second_factor, identity.recovery_code, identity.sign_in_challenge;
  ANALYZE identity.account_mail, identity.account_token;
  INSERT INTO identity.linked_identity (issuer, subject, user_id, provider)
  SELECT 'https://one.test', id, id, 'one' FROM identity.user_account;
  INSERT INTO identity.provider_flow (token_hash, provider, redirect_uri, expires_at)
  SELECT sha256(id::text::bytea), 'one', 'https://shop.test', now() + interval '10 minutes'
  FROM identity.user_account;
  ANALYZE identity.linked_identity, identity.provider_flow, identity.access_change, identity.service_account, identity.service_account_scope,
    identity.service_account_secret, identity.user_account, identity.user_role, identity.session, identity.refresh_token,
    identity.sign_in_attempt;
`;

/** Each query of the stores but plain inserts, under the name the page gives it, with values that exist. */
function identityQueries(prisma: PrismaClient): Record<string, () => Promise<unknown>> {
  const users = createUsersStore(prisma);
  const credentials = createCredentialsStore(prisma);
  const attempts = createSignInAttemptsStore(prisma);
  const emailHash = hashEmail('customer@example.com');
  const roles = createRolesStore(prisma);
  const changes = createAccessChangesStore(prisma);
  const sessions = createSessionsStore(prisma);
  const linked = createLinkedIdentitiesStore(prisma);
  const flows = createProviderFlowsStore(prisma);
  const serviceAccounts = createServiceAccountsStore(prisma);
  const clients = createClientsStore(prisma);
  const [customer, admin] = [seedId('user', 0), seedId('user', 4)] as [string, string];
  const identity = { issuer: 'https://one.test', subject: customer };
  const all = { emailPrefix: '', role: null, after: '5', limit: 51 } as const;
  const now = new Date();
  const secondFactor = createSecondFactorStore(prisma);
  const accountMail = createAccountMailStore(prisma);
  const mail = { kind: 'verify-email', emailNormalized: 'customer@example.com' } as const;
  const tokenOf = (userId: string) => ({
    tokenHash: new Uint8Array(createHash('sha256').update(userId).digest()),
    now,
  });
  const sessionOf = async (userId: string) => {
    const { id: sessionId } = await prisma.session.findFirstOrThrow({ where: { userId } });
    return { userId, sessionId };
  };

  return {
    'users.loadUsers': () => users.loadUsers([customer, admin]),
    'users.listUsers': () => users.listUsers(all),
    'users.listUsers by prefix': () => users.listUsers({ ...all, emailPrefix: '5a' }),
    'users.listUsers by a common role': () => users.listUsers({ ...all, role: 'customer' }),
    'users.listUsers by a rare role': () => users.listUsers({ ...all, role: 'admin' }),
    'users.updateDisplayName': () => users.updateDisplayName(customer, 'Casey'),
    'credentials.findByEmail': () => credentials.findByEmail('customer@example.com'),
    'credentials.findByUserId': () => credentials.findByUserId(customer),
    'credentials.replaceHash': () =>
      credentials.replaceHash(customer, { from: 'other', to: 'hash' }),
    'credentials.changePassword': async () => {
      const user = await credentials.findByUserId(customer);
      const change = { from: user?.passwordHash ?? '', to: 'hash', now };
      return credentials.changePassword(await sessionOf(customer), change);
    },
    'attempts.begin': () =>
      attempts.begin(emailHash, {
        ...{ now, expiresAt: now, freeFailures: 10, firstWaitSeconds: 1, longestWaitSeconds: 900 },
      }),
    'attempts.forget': () => attempts.forget(emailHash),
    'attempts.deleteExpired': () => attempts.deleteExpired(now, 100),
    'roles.loadHeldRoles': () => roles.loadHeldRoles([customer, admin]),
    'roles.getAccess': () => roles.getAccess(admin),
    'roles.changeRoles': async () => {
      const { sessionId } = await sessionOf(admin);
      await roles.changeRoles(async (tx) => {
        await tx.findPermissionsOf(sessionId);
        await tx.userExists(customer);
        await tx.findRolesOf(customer);
        await tx.isHeldByAnother('admin', customer);
        await tx.countHolders('support');
        await tx.addRole(customer, 'support');
        await tx.removeRole(customer, 'support');
      });
    },
    'accessChanges.list': () => changes.list({ userId: null, role: null, after: null, limit: 21 }),
    'accessChanges.list of a user': () =>
      changes.list({ userId: customer, role: null, after: null, limit: 21 }),
    'accessChanges.list of a role': () =>
      changes.list({ userId: null, role: 'support', after: null, limit: 21 }),
    'serviceAccounts.list': () =>
      serviceAccounts.list({ after: '80000000-0000-4000-8000-000000000000', limit: 21 }),
    'serviceAccounts.change': async () => {
      const { sessionId } = await sessionOf(admin);
      await serviceAccounts.change(async (tx) => {
        await tx.findScopesOfSession(sessionId);
        await tx.lock(customer);
        await tx.addSecret(customer, {
          secretHash: new Uint8Array(32),
          createdAt: now,
          expiresAt: now,
        });
        await tx.deleteSecret(customer, customer);
        await tx.delete(customer);
      });
    },
    'clients.findSecrets': () => clients.findSecrets(admin),
    'clients.noteUse': () => clients.noteUse(admin, { at: now, unlessSince: now }),
    'linkedIdentities.findUser': () => linked.findUser(identity),
    'linkedIdentities.unlink': () => linked.unlink(admin, 'one'),
    'linkedIdentities.link': async () => {
      const { sessionId } = await sessionOf(customer);
      const email = 'nobody@example.com';
      const of = { issuer: 'https://one.test', subject: 'new', provider: 'new' };
      await linked.link(sessionId, email, { ...of, email, linkedAt: now });
    },
    'linkedIdentities.findSession': async () => {
      const { sessionId } = await sessionOf(customer);
      await linked.findSession(sessionId);
    },
    'linkedIdentities.loadByUserIds': () => linked.loadByUserIds([customer, admin]),
    'providerFlows.take': () =>
      flows.take(new Uint8Array(createHash('sha256').update(admin).digest()), now),
    'providerFlows.deleteExpired': () => flows.deleteExpired(now, 100),
    'sessions.startSession by a provider': () =>
      sessions.startSession(
        { userId: customer, provenBy: identity, device: null },
        { tokenHash: new Uint8Array(32).fill(2), createdAt: now, expiresAt: now },
      ),
    'sessions.startSession': () =>
      sessions.startSession(
        { userId: customer, provenBy: { passwordHash: 'hash' }, device: null },
        { tokenHash: new Uint8Array(32), createdAt: now, expiresAt: now },
      ),
    'sessions.withLockedToken': async () => {
      const { sessionId } = await sessionOf(customer);
      const tokenHash = new Uint8Array(createHash('sha256').update(sessionId).digest());
      await sessions.withLockedToken(tokenHash, async (token, tx) => {
        if (token === null) throw new Error('The token is not there.');
        const successor = { tokenHash: new Uint8Array(32).fill(1), createdAt: now, expiresAt: now };
        await tx.replaceToken(token, successor);
        await tx.revokeSession(token.sessionId, now);
      });
    },
    'sessions.listSessions': () => sessions.listSessions(customer, { now, limit: 100 }),
    'sessions.endSessions of one': async () => {
      const { userId, sessionId } = await sessionOf(customer);
      return sessions.endSessions(userId, { only: sessionId }, now);
    },
    'sessions.endSessions of all': () => sessions.endSessions(customer, 'all', now),
    'sessions.endSessions of all but one': async () => {
      const { userId, sessionId } = await sessionOf(customer);
      return sessions.endSessions(userId, { allBut: sessionId }, now);
    },
    'secondFactor.find': () => secondFactor.find(customer),
    'secondFactor.begin': () => secondFactor.begin(customer, 'sealed'),
    'secondFactor.confirm': () =>
      secondFactor.confirm(customer, { sealedSecret: 'sealed', step: 1, now, codeHashes: [] }),
    'secondFactor.useStep': () => secondFactor.useStep(customer, 2),
    'secondFactor.useRecoveryCode': () =>
      secondFactor.useRecoveryCode(customer, tokenOf(customer).tokenHash),
    'secondFactor.remove': () => secondFactor.remove(customer),
    'secondFactor.findChallenge': () =>
      secondFactor.findChallenge(tokenOf(customer).tokenHash, now),
    'secondFactor.useChallenge': () => secondFactor.useChallenge(tokenOf(customer).tokenHash),
    'secondFactor.deleteExpired': () => secondFactor.deleteExpired(now, 100),
    'accountMail.request': () =>
      accountMail.request({ ...mail, now, notSince: new Date(now.getTime() - 60_000) }),
    'accountMail.takeDue': () => accountMail.takeDue(now, { until: now, limit: 20 }),
    'accountMail.findRecipient': () => accountMail.findRecipient(mail.emailNormalized),
    'accountMail.addToken': () =>
      accountMail.addToken(
        { userId: customer, kind: mail.kind, tokenHash: new Uint8Array(32), expiresAt: now },
        2,
      ),
    'accountMail.settle': () => accountMail.settle({ ...mail, requestedAt: now, attempts: 1 }),
    'accountMail.retryAt': () =>
      accountMail.retryAt({ ...mail, requestedAt: now, attempts: 1 }, now),
    'accountMail.findAddress': () => accountMail.findAddress('reset-password', tokenOf(admin)),
    'accountMail.verifyEmail': () => accountMail.verifyEmail(tokenOf(admin)),
    'accountMail.resetPassword': () => accountMail.resetPassword(tokenOf(admin), 'hash'),
    'accountMail.deleteSettled': () => accountMail.deleteSettled(new Date(0), 100),
    'sessions.listEnded': () => sessions.listEnded({ revokedAt: now, id: customer }, 10_000),
    'sessions.deleteExpired': () => sessions.deleteExpired(now, 100),
  };
}
