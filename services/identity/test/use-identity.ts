import { randomBytes, randomUUID } from 'node:crypto';
import { createLogger, type UserPrincipal } from '@causeway/subgraph-kit';
import {
  createSubgraphCaller,
  createTestIdentity,
  type SubgraphCaller,
  useDatabase,
} from '@causeway/test-kit';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll } from 'vitest';
import { type IdentityDependencies, type IdentitySettings, startIdentity } from '../src/index.ts';

/** The seed's password of all sample accounts. */
export const SAMPLE_PASSWORD = 'causeway-sample-1';
export const PASSWORD = 'correct horse battery';

interface Grant {
  accessToken: string;
  expiresAt: string;
  refreshToken: string;
  refreshTokenExpiresAt: string;
  user: { id: string; email: string };
  /** Whom the gateway would vouch for after verifying the access token. */
  principal: UserPrincipal;
}

export interface TestSubgraph extends SubgraphCaller {
  readonly origin: string;
  close(): Promise<void>;
}

export interface TestService extends Omit<TestSubgraph, 'close'> {
  readonly settings: IdentitySettings;
  readonly ownerUrl: string;
  /** The lines of the log so far, oldest first. */
  readonly log: readonly Record<string, unknown>[];
  /** The events of the security log that name this user. */
  securityEvents(userId: string): readonly Record<string, unknown>[];
  /** Moves the service's clock forward. */
  advance(durationMs: number): void;
  now(): Date;
  /** Starts the service once more, on the same database; the caller closes it. */
  startAnother(
    settings?: Partial<IdentitySettings>,
    dependencies?: IdentityDependencies,
  ): Promise<TestSubgraph>;
  /** Creates an account and signs it in. */
  signUp(input?: { email?: string; password?: string }): Promise<Grant>;
  /** Throws unless the sign-in succeeds. */
  signIn(email: string, password?: string): Promise<Grant>;
}

const GRANT = `session {
  accessToken expiresAt refreshToken refreshTokenExpiresAt user { id email }
}`;

/**
 * The identity service in this process, on a seeded database of its own, for the tests of one file. With
 * `clockStandsStill` its time moves by `advance` alone.
 */
export function useIdentity({
  clockStandsStill = false,
  settings = () => ({}),
}: {
  clockStandsStill?: boolean;
  settings?: () => Partial<IdentitySettings>;
} = {}): () => TestService {
  const database = useDatabase('identity', { seed: 'small' });
  let running: { service: TestService; close(): Promise<void> } | undefined;
  beforeAll(async () => {
    running = await startTestService({ ...database(), clockStandsStill, more: settings() });
  });
  afterAll(() => running?.close());
  return () => {
    if (running === undefined) throw new Error('The service runs only inside tests.');
    return running.service;
  };
}

async function startTestService({
  appUrl,
  ownerUrl,
  clockStandsStill,
  more,
}: {
  appUrl: string;
  ownerUrl: string;
  clockStandsStill: boolean;
  more: Partial<IdentitySettings>;
}) {
  const identity = createTestIdentity();
  const log: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void log.push(JSON.parse(line)) };
  const logger = createLogger({ name: 'identity', level: 'info', destination });
  let offsetMs = 0;
  const startedAtMs = Date.now();
  const now = () => new Date((clockStandsStill ? startedAtMs : Date.now()) + offsetMs);
  const settings: IdentitySettings = {
    PORT: 0,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    DATABASE_POOL_SIZE: 10,
    ASSERTION_TRUST_FILE: identity.trustFile,
    IDENTITY_DATABASE_URL: appUrl,
    SIGNING_KEY_SECRET: randomBytes(32),
    JWT_ISSUER: 'https://identity.test',
    JWT_AUDIENCE: 'causeway',
    MAIL_URL: 'mailbox:',
    MAIL_FROM: 'Shop <shop@example.com>',
    ACCOUNT_URL: 'https://shop.test/account',
    TRUSTED_PROXIES: [],
    ...more,
  };
  const start = async (
    dependencies: IdentityDependencies,
    overrides = {},
  ): Promise<TestSubgraph> => {
    const all = { logger, now, mailIntervalMs: 50, ...dependencies };
    const { url, close } = await startIdentity({ ...settings, ...overrides }, all);
    const caller = createSubgraphCaller(url, { identity, audience: 'identity' });
    return { ...caller, origin: new URL(url).origin, close };
  };
  const { close, ...subgraph } = await start({});

  async function mutateForGrant(field: string, input: Record<string, unknown>): Promise<Grant> {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}`;
    const { body } = await subgraph.send(
      `mutation ($input: ${type}Input!) { ${field}(input: $input) { __typename ... on ${type}Success { ${GRANT} } } }`,
      { input },
    );
    const session = body.data?.[field]?.session;
    if (session === undefined) throw new Error(`${field} failed: ${JSON.stringify(body)}`);
    return { ...session, principal: principalOf(session.accessToken) };
  }

  const service: TestService = {
    ...subgraph,
    settings,
    ownerUrl,
    log,
    now,
    securityEvents: (userId) =>
      log
        .map(({ security }) => security as Record<string, unknown> | undefined)
        .filter((event) => event !== undefined)
        .filter((event) => event.userId === userId),
    advance(durationMs) {
      offsetMs += durationMs;
    },
    startAnother: (overrides = {}, dependencies = {}) => start(dependencies, overrides),
    signUp: ({ email = `${randomUUID()}@example.com`, password = PASSWORD } = {}) =>
      mutateForGrant('signUp', { email, password, displayName: 'Test Person' }),
    signIn: (email, password = SAMPLE_PASSWORD) => mutateForGrant('signIn', { email, password }),
  };
  return { service, close };
}

/** Reads a token as the gateway does once it has verified it. */
export function principalOf(accessToken: string): UserPrincipal {
  const claims = decodeJwt<{ sub: string; sid: string; roles: string[]; scope: string }>(
    accessToken,
  );
  return {
    kind: 'user',
    userId: claims.sub,
    sessionId: claims.sid,
    roles: claims.roles,
    scopes: new Set(claims.scope.split(' ').filter((scope) => scope !== '')),
  };
}
