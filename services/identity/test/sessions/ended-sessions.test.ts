import { withClient } from '@causeway/database';
import { expect, test } from 'vitest';
import { buildPrismaClient } from '../../src/build-prisma-client.ts';
import { parsePage } from '../../src/sessions/ended-sessions-page.ts';
import { listEndedSessions } from '../../src/sessions/list-ended-sessions.ts';
import { createSessionsStore } from '../../src/sessions/sessions-store.ts';
import { useIdentity } from '../use-identity.ts';

const TOKEN_LIFETIME_MS = 900_000;
const service = useIdentity({ clockStandsStill: true });

/** Asks as the route does: all there is, or what came after the cursor. */
async function list(after?: number, nextPage?: string | null) {
  const prisma = buildPrismaClient({
    databaseUrl: service().settings.IDENTITY_DATABASE_URL,
    poolSize: 1,
  });
  try {
    const page = parsePage(nextPage ?? '');
    const question = { after, page, now: service().now() };
    return await listEndedSessions(createSessionsStore(prisma), question);
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

test.each([
  ['one after the other', 10],
  ['at the same instant, as when all are ended by hand', 0],
])('more than ten thousand that ended %s are told in parts, each once', async (_how, apartMs) => {
  service().advance(2 * TOKEN_LIFETIME_MS);
  const { user } = await service().signUp();
  await withClient(service().ownerUrl, (client) =>
    client.query(
      `INSERT INTO identity.session (id, user_id, last_seen_at, expires_at, revoked_at)
       SELECT gen_random_uuid(), $1, $2, $2, $2::timestamptz - n * $3 * interval '1 ms'
       FROM generate_series(1, 25000) n`,
      [user.id, service().now(), apartMs],
    ),
  );
  const first = await list();
  service().advance(1);
  const second = await list(undefined, first.nextPage);
  const third = await list(undefined, second.nextPage);
  expect(third.nextPage).toBeNull();
  const pages = [first, second, third];
  expect(pages.map(({ sessions }) => sessions.length)).toEqual([10_000, 10_000, 5_000]);
  const ids = new Set(pages.flatMap(({ sessions }) => sessions.map(({ id }) => id)));
  expect(ids.size).toBe(25_000);
  // As the list began: what was committed meanwhile comes with the next.
  expect(new Set(pages.map(({ cursor }) => cursor)).size).toBe(1);
});

test('a list that takes long leaves out what has expired meanwhile, and goes on', async () => {
  service().advance(2 * TOKEN_LIFETIME_MS);
  const { user } = await service().signUp();
  await withClient(service().ownerUrl, (client) =>
    client.query(
      `INSERT INTO identity.session (id, user_id, last_seen_at, expires_at, revoked_at)
       SELECT gen_random_uuid(), $1, $2, $2, $2 FROM generate_series(1, 10001) n`,
      [user.id, service().now()],
    ),
  );
  const { nextPage } = await list();
  service().advance(TOKEN_LIFETIME_MS + 1);
  const late = await endOne();
  const { sessions } = await list(undefined, nextPage);
  expect(sessions.map(({ id }) => id)).toEqual([late]);
});
