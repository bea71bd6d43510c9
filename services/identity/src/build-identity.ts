import { readFile } from 'node:fs/promises';
import type { PrismaClient } from '@causeway/identity-db';
import {
  createAssertionVerifier,
  createLogger,
  type Logger,
  type RepeatedWork,
  type RunningSubgraph,
  repeatEvery,
  startSubgraph,
  watchAssertionTrust,
} from '@causeway/subgraph-kit';
import { createAccountMail } from './account-mail/account-mail.ts';
import {
  type AccountMailStore,
  createAccountMailStore,
} from './account-mail/account-mail-store.ts';
import { deliverDueMail } from './account-mail/deliver-due-mail.ts';
import { buildPrismaClient } from './build-prisma-client.ts';
import { addMs, type Clock } from './clock.ts';
import type { IdentitySettings } from './config.ts';
import { createCredentialsStore } from './credentials/credentials-store.ts';
import { createSignInAttempts } from './credentials/sign-in-attempts.ts';
import { createSignInAttemptsStore } from './credentials/sign-in-attempts-store.ts';
import { deleteInBatches } from './delete-in-batches.ts';
import { createIdentityContext } from './identity-context.ts';
import type { Mailbox } from './mail/mailbox.ts';
import { mailboxRoute } from './mail/mailbox-route.ts';
import { createMailer } from './mail/mailer.ts';
import { createAuthenticateClient } from './oauth/authenticate-client.ts';
import { createClientsStore } from './oauth/clients-store.ts';
import { createGrantClientCredentials } from './oauth/grant-client-credentials.ts';
import { metadataRoutes } from './oauth/metadata-routes.ts';
import { tokenRoute } from './oauth/token-route.ts';
import { limitConcurrency } from './passwords/limit-concurrency.ts';
import { createPasswordHasher, type PasswordHasher } from './passwords/password-hasher.ts';
import { createLinkedIdentitiesStore } from './providers/linked-identities-store.ts';
import { createProviderClient } from './providers/provider-client.ts';
import { createProviderFlows } from './providers/provider-flows.ts';
import { createProviderFlowsStore } from './providers/provider-flows-store.ts';
import { createProviderLinks } from './providers/provider-links.ts';
import { type ProviderSettings, readProviderSettings } from './providers/provider-settings.ts';
import { createProviderSignIn } from './providers/provider-sign-in.ts';
import type { Providers } from './providers/providers-resolvers.ts';
import { createResolvers } from './resolvers.ts';
import { createAccessChangesStore } from './roles/access-changes-store.ts';
import { createAccess } from './roles/create-access.ts';
import { createRolesStore } from './roles/roles-store.ts';
import { createSecondFactor, type SecondFactor } from './second-factor/second-factor.ts';
import { createSecondFactorStore } from './second-factor/second-factor-store.ts';
import { createServiceAccounts } from './service-accounts/service-accounts.ts';
import { createServiceAccountsStore } from './service-accounts/service-accounts-store.ts';
import { type AccessTokens, createAccessTokens } from './sessions/access-tokens.ts';
import { deleteExpiredSessions } from './sessions/delete-expired-sessions.ts';
import { endedSessionsRoute } from './sessions/ended-sessions-route.ts';
import { successorKey } from './sessions/refresh-token.ts';
import { createSessions, type Sessions } from './sessions/sessions.ts';
import { createSessionsStore } from './sessions/sessions-store.ts';
import { explainBrokenSeal } from './signing-keys/explain-broken-seal.ts';
import { jwksRoute } from './signing-keys/jwks-route.ts';
import { createKeyRing, type KeyRing } from './signing-keys/key-ring.ts';
import { createSealer } from './signing-keys/seal-key.ts';
import { createSigningKeys } from './signing-keys/signing-keys.ts';
import { createSigningKeysStore } from './signing-keys/signing-keys-store.ts';
import { createUsers } from './users/users.ts';
import { createUsersStore } from './users/users-store.ts';

/** So that a rotation shows in every process long before the new key signs. */
const KEY_RELOAD_MS = 30_000;
const CLEANUP_MS = 3_600_000;
const MAIL_MS = 1_000;
const MAIL_KEPT_MS = 24 * 3_600_000;
/** Of the database's connections, so many are for requests that nobody but the token endpoint looked at. */
const TOKEN_REQUESTS = { atOnce: 4, waiting: 100 };

/** What tests put in the place of the real thing. */
export interface IdentityDependencies {
  readonly now?: Clock;
  readonly logger?: Logger;
  readonly keyReloadMs?: number;
  readonly mailIntervalMs?: number;
}

/**
 * Starts the service in this process. Rejects with ConfigurationError when SIGNING_KEY_SECRET does
 * not open the stored keys, and when the database cannot be reached.
 */
export async function startIdentity(
  settings: IdentitySettings,
  dependencies: IdentityDependencies = {},
): Promise<RunningSubgraph> {
  const now = dependencies.now ?? (() => new Date());
  const logger =
    dependencies.logger ?? createLogger({ name: 'identity', level: settings.LOG_LEVEL });
  // Closed in reverse order, and also when a later step fails.
  await using opened = new AsyncDisposableStack();

  const providerSettings = readProviderSettings(settings.OIDC_PROVIDERS_FILE);
  const prisma = buildPrismaClient({
    databaseUrl: settings.IDENTITY_DATABASE_URL,
    poolSize: settings.DATABASE_POOL_SIZE,
    logger,
  });
  opened.defer(() => prisma.$disconnect());
  const stores = createStores(prisma);
  const sealer = createSealer(settings.SIGNING_KEY_SECRET);
  const signingKeys = createSigningKeys({ store: stores.signingKeys, sealer, now });
  const keyRing = await explainBrokenSeal(createKeyRing({ signingKeys, now }));
  const hasher = await createPasswordHasher();
  const keyReloadMs = dependencies.keyReloadMs ?? KEY_RELOAD_MS;
  for (const work of startUpkeep({ keyRing, keyReloadMs, stores, logger, now })) {
    opened.defer(() => work.stop());
  }
  const mailbox = await startMail(settings, {
    ...dependencies,
    store: stores.accountMail,
    logger,
    now,
    opened,
  });
  const accessTokens = createAccessTokens({
    issuer: settings.JWT_ISSUER,
    audience: settings.JWT_AUDIENCE,
    keyRing,
    now,
  });
  const trust = watchAssertionTrust(settings.ASSERTION_TRUST_FILE, logger);
  opened.defer(() => trust.stop());
  const assertions = createAssertionVerifier({ audience: 'identity', trust });
  const subgraph = await startSubgraph({
    name: 'identity',
    typeDefs: await readFile(new URL('schema.graphql', import.meta.url), 'utf8'),
    resolvers: createResolvers(
      createDomains({ settings, providerSettings, stores, accessTokens, hasher, now }),
    ),
    buildContext: (request) => createIdentityContext(request, stores),
    assertions,
    host: settings.HOST,
    port: settings.PORT,
    logger,
    isReady: () => canQuery(prisma),
    trustedProxies: settings.TRUSTED_PROXIES,
    routes(app) {
      jwksRoute(keyRing)(app);
      metadataRoutes(settings.JWT_ISSUER)(app);
      tokenRoute(createTokenParts({ stores, accessTokens, now }))(app);
      if (mailbox !== null) mailboxRoute(mailbox)(app);
      endedSessionsRoute({ store: stores.sessions, assertions, now })(app);
    },
  });
  opened.defer(() => subgraph.close());

  const running = opened.move();
  return { url: subgraph.url, close: () => running.disposeAsync() };
}

/** Sends what the outbox holds; returns the mailbox where that is where mail goes. */
async function startMail(
  settings: IdentitySettings,
  parts: {
    store: AccountMailStore;
    logger: Logger;
    now: Clock;
    mailIntervalMs?: number;
    opened: AsyncDisposableStack;
  },
): Promise<Mailbox | null> {
  const { store, logger, now, mailIntervalMs = MAIL_MS, opened } = parts;
  const made = await createMailer(settings);
  if (made === null) {
    logger.warn('MAIL_URL is not set: no mail is sent');
    return null;
  }
  const { mailer, mailbox } = made;
  opened.defer(() => mailer.close());
  const delivery = { store, mailer, accountUrl: settings.ACCOUNT_URL, logger, now };
  const work = repeatEvery({
    ...{ name: 'sending mail', intervalMs: mailIntervalMs, logger },
    work: () => deliverDueMail(delivery),
  });
  opened.defer(() => work.stop());
  return mailbox;
}

function createStores(prisma: PrismaClient) {
  return {
    users: createUsersStore(prisma),
    roles: createRolesStore(prisma),
    accessChanges: createAccessChangesStore(prisma),
    credentials: createCredentialsStore(prisma),
    attempts: createSignInAttemptsStore(prisma),
    sessions: createSessionsStore(prisma),
    serviceAccounts: createServiceAccountsStore(prisma),
    linkedIdentities: createLinkedIdentitiesStore(prisma),
    providerFlows: createProviderFlowsStore(prisma),
    clients: createClientsStore(prisma),
    signingKeys: createSigningKeysStore(prisma),
    accountMail: createAccountMailStore(prisma),
    secondFactor: createSecondFactorStore(prisma),
  };
}

type Stores = ReturnType<typeof createStores>;

function createDomains(parts: {
  settings: IdentitySettings;
  providerSettings: readonly ProviderSettings[];
  stores: Stores;
  accessTokens: AccessTokens;
  hasher: PasswordHasher;
  now: Clock;
}) {
  const { settings, providerSettings, stores, accessTokens, hasher, now } = parts;
  const sessions = createSessions({
    store: stores.sessions,
    roles: stores.roles,
    accessTokens,
    refreshKey: successorKey(settings.SIGNING_KEY_SECRET),
    now,
  });
  const attempts = createSignInAttempts(stores.attempts, now);
  const secondFactor = createSecondFactor({
    ...{ store: stores.secondFactor, credentials: stores.credentials, sessions, hasher, attempts },
    ...{ sealer: createSealer(settings.SIGNING_KEY_SECRET), now },
    ownSessions: stores.linkedIdentities,
  });
  return {
    secondFactor,
    users: createUsers(stores.users),
    access: createAccess(stores, now),
    serviceAccounts: createServiceAccounts(stores.serviceAccounts, now),
    providers: createProviders({
      ...{ settings: providerSettings, stores, sessions, secondFactor, now },
    }),
    credentials: {
      ...{ store: stores.credentials, hasher, sessions, attempts, secondFactor, now },
    },
    accountMail: createAccountMail({
      ...{ store: stores.accountMail, credentials: stores.credentials, hasher, attempts, now },
    }),
  };
}

function createProviders(parts: {
  settings: readonly ProviderSettings[];
  stores: Stores;
  sessions: Sessions;
  secondFactor: SecondFactor;
  now: Clock;
}): Providers {
  const { settings, stores, sessions, secondFactor, now } = parts;
  const flows = createProviderFlows({
    clients: new Map(
      settings.map((provider) => [provider.id, createProviderClient(provider, now)]),
    ),
    store: stores.providerFlows,
    now,
  });
  const store = stores.linkedIdentities;
  return {
    settings,
    signIn: createProviderSignIn({ flows, store, sessions, secondFactor, now }),
    links: createProviderLinks({ flows, store, now }),
  };
}

/** What answers `POST /oauth/token`. */
function createTokenParts(parts: { stores: Stores; accessTokens: AccessTokens; now: Clock }) {
  const { stores, accessTokens, now } = parts;
  const authenticateClient = createAuthenticateClient({
    store: stores.clients,
    attempts: createSignInAttempts(stores.attempts, now),
    now,
  });
  return {
    grantClientCredentials: createGrantClientCredentials({ authenticateClient, accessTokens }),
    limit: limitConcurrency(TOKEN_REQUESTS),
    now,
  };
}

function startUpkeep(parts: {
  keyRing: KeyRing;
  keyReloadMs: number;
  stores: Stores;
  logger: Logger;
  now: Clock;
}): readonly RepeatedWork[] {
  const { keyRing, keyReloadMs, stores, logger, now } = parts;
  return [
    repeatEvery({
      name: 'reading the signing keys',
      intervalMs: keyReloadMs,
      work: () => keyRing.reload(),
      logger,
    }),
    repeatEvery({
      name: 'deleting expired challenges',
      intervalMs: CLEANUP_MS,
      work: () => deleteInBatches((limit) => stores.secondFactor.deleteExpired(now(), limit)),
      logger,
    }),
    repeatEvery({
      name: 'deleting expired sessions',
      intervalMs: CLEANUP_MS,
      work: () => deleteExpiredSessions(stores.sessions, now),
      logger,
    }),
    repeatEvery({
      name: 'deleting settled mails',
      intervalMs: CLEANUP_MS,
      work: () =>
        deleteInBatches((limit) =>
          stores.accountMail.deleteSettled(addMs(now(), -MAIL_KEPT_MS), limit),
        ),
      logger,
    }),
    repeatEvery({
      name: 'deleting sign-ins that were left at a provider',
      intervalMs: CLEANUP_MS,
      work: () => deleteInBatches((limit) => stores.providerFlows.deleteExpired(now(), limit)),
      logger,
    }),
    repeatEvery({
      name: 'deleting expired sign-in attempts',
      intervalMs: CLEANUP_MS,
      work: () => deleteInBatches((limit) => stores.attempts.deleteExpired(now(), limit)),
      logger,
    }),
  ];
}

async function canQuery(prisma: PrismaClient): Promise<boolean> {
  await prisma.$queryRaw`SELECT 1`;
  return true;
}
