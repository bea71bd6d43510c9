import { withClient } from '@causeway/database';
import type { PrismaClient } from '@causeway/identity-db';
import { useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPrismaClient } from '../../src/build-prisma-client.ts';
import { createRolesStore } from '../../src/roles/roles-store.ts';
import { createRefreshToken, hashRefreshToken } from '../../src/sessions/refresh-token.ts';
import { createSessionsStore } from '../../src/sessions/sessions-store.ts';

const USER_ID = '01a2076c-f2a6-71da-92a3-24d3b4916bf3';

/** Races that only a lock decides, driven step by step: each would pass by luck if left to timing. */
describe('locks', () => {
  const database = useDatabase('identity');
  let prisma: PrismaClient;
  beforeAll(async () => {
    prisma = buildPrismaClient({ databaseUrl: database().appUrl, poolSize: 4 });
    await sql(
      `INSERT INTO identity.user_account VALUES ('${USER_ID}', 'a@example.com', 'a@example.com', 'A', 'old', now(), now())`,
    );
  });
  afterAll(() => prisma.$disconnect());

  const sql = (text: string) => withClient(database().ownerUrl, (client) => client.query(text));

  /** Until a statement of this database waits for a lock that another transaction holds. */
  const somebodyWaits = () =>
    expect
      .poll(async () => {
        const { rows } = await sql(
          `SELECT count(DISTINCT pid)::int AS waiting
           FROM pg_locks JOIN pg_stat_activity USING (pid)
           WHERE NOT granted AND datname = current_database()`,
        );
        return rows[0]?.waiting;
      })
      .toBe(1);

  /** Starts `work` while `change` is done but not committed; returns what `work` comes to afterwards. */
  const overtake = <T>(change: string, work: () => Promise<T>): Promise<T> =>
    withClient(database().ownerUrl, async (client) => {
      await client.query('BEGIN');
      await client.query(change);
      const result = work();
      await somebodyWaits();
      await client.query('COMMIT');
      return result;
    });

  const createToken = () => {
    const text = createRefreshToken();
    const createdAt = new Date();
    const expiresAt = new Date(createdAt.getTime() + 60_000);
    return { tokenHash: hashRefreshToken(text), createdAt, expiresAt };
  };

  test('changes of roles wait for each other', async () => {
    const store = createRolesStore(prisma);
    const steps: string[] = [];
    const { promise: mayEnd, resolve: letEnd } = Promise.withResolvers<void>();
    const { promise: hasBegun, resolve: begun } = Promise.withResolvers<void>();
    const first = store.changeRoles(async () => {
      steps.push('first begins');
      begun();
      await mayEnd;
      steps.push('first ends');
    });
    await hasBegun;
    const second = store.changeRoles(async () => {
      steps.push('second begins');
    });
    await somebodyWaits();
    letEnd();
    await Promise.all([first, second]);
    expect(steps).toEqual(['first begins', 'first ends', 'second begins']);
  });

  test('a session does not start when the password changes under it', async () => {
    const store = createSessionsStore(prisma);
    const user = { userId: USER_ID, provenBy: { passwordHash: 'old' }, device: null };
    expect(await store.startSession(user, createToken())).toEqual(expect.any(String));
    const started = await overtake(
      `UPDATE identity.user_account SET password_hash = 'new' WHERE id = '${USER_ID}'`,
      () => store.startSession(user, createToken()),
    );
    expect(started).toBeNull();
  });

  test('a refresh sees the sign-out that it had to wait for', async () => {
    const store = createSessionsStore(prisma);
    await sql(`UPDATE identity.user_account SET password_hash = 'old' WHERE id = '${USER_ID}'`);
    const token = createToken();
    const sessionId = await store.startSession(
      { userId: USER_ID, provenBy: { passwordHash: 'old' }, device: null },
      token,
    );
    const seen = await overtake(
      `UPDATE identity.session SET revoked_at = now() WHERE id = '${sessionId}'`,
      () => store.withLockedToken(token.tokenHash, async (locked) => locked?.sessionRevokedAt),
    );
    expect(seen).toEqual(expect.any(Date));
  });

  test('a refresh sees the refresh that it had to wait for', async () => {
    const store = createSessionsStore(prisma);
    const token = createToken();
    await store.startSession(
      { userId: USER_ID, provenBy: { passwordHash: 'old' }, device: null },
      token,
    );
    const hex = Buffer.from(token.tokenHash).toString('hex');
    const seen = await overtake(
      `UPDATE identity.refresh_token SET used_at = now() WHERE token_hash = '\\x${hex}'`,
      () => store.withLockedToken(token.tokenHash, async (locked) => locked?.usedAt),
    );
    expect(seen).toEqual(expect.any(Date));
  });
});
