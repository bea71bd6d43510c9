import { withClient } from '@causeway/database';
import { expect, test } from 'vitest';
import { buildPrismaClient } from '../../src/build-prisma-client.ts';
import { listEndedSessions } from '../../src/sessions/list-ended-sessions.ts';
import { createSessionsStore } from '../../src/sessions/sessions-store.ts';
import { useIdentity } from '../use-identity.ts';

const TOKEN_LIFETIME_MS = 900_000;
const service = useIdentity({ clockStandsStill: true });

/** Asks as the route does: all there is, or what came after the cursor. */
async function list(after?: number) {
  const prisma = buildPrismaClient({
    databaseUrl: service().settings.IDENTITY_DATABASE_URL,
    poolSize: 1,
  });
  try {
    return await listEndedSessions(createSessionsStore(prisma), { after, now: service().now() });
  } finally {
    await prisma.$disconnect();
  }
}

async function endOne(): Promise<string> {
  const { principal } = await service().signUp();
  await service().send('mutation { signOut { __typename } }', {}, principal);
  return principal.sessionId;
}

test('a session is told until its last access token has expired, and no longer', async () => {
  const id = await endOne();
  const until = service().now().getTime() + TOKEN_LIFETIME_MS;
  expect((await list()).sessions).toContainEqual({ id, until });
  service().advance(TOKEN_LIFETIME_MS);
  expect((await list()).sessions).toContainEqual({ id, until });
  service().advance(1);
  expect((await list()).sessions.map((session) => session.id)).not.toContain(id);
});

test('the cursor leaves out what was told, but for the last ten seconds, in which others may commit', async () => {
  const before = await endOne();
  service().advance(10_001);
  const { cursor } = await list();
  const after = await endOne();
  const ids = (await list(cursor)).sessions.map(({ id }) => id);
  expect(ids).toContain(after);
  expect(ids).not.toContain(before);
  expect((await list(cursor)).cursor).toBe(cursor);
});

test('more than ten thousand are told in parts, and none is left out', async () => {
  service().advance(2 * TOKEN_LIFETIME_MS);
  const { user } = await service().signUp();
  await withClient(service().ownerUrl, (client) =>
    client.query(
      `INSERT INTO identity.session (id, user_id, last_seen_at, expires_at, revoked_at)
       SELECT gen_random_uuid(), $1, $2, $2, $2::timestamptz - n * interval '10 ms'
       FROM generate_series(1, 12000) n`,
      [user.id, service().now()],
    ),
  );
  const first = await list();
  expect(first).toMatchObject({ isComplete: false });
  const rest = await list(first.cursor);
  expect(rest.isComplete).toBe(true);
  const ids = new Set([...first.sessions, ...rest.sessions].map(({ id }) => id));
  expect(ids.size).toBe(12_000);
});
