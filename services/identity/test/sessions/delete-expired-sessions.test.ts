import { withClient } from '@causeway/database';
import { describe, expect, test } from 'vitest';
import { buildPrismaClient } from '../../src/build-prisma-client.ts';
import { deleteExpiredSessions } from '../../src/sessions/delete-expired-sessions.ts';
import { createSessionsStore } from '../../src/sessions/sessions-store.ts';
import { useIdentity } from '../use-identity.ts';

const DAY_MS = 24 * 3_600_000;
const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    __typename ... on RefreshSessionSuccess { session { refreshToken } }
  }
}`;

describe('deleteExpiredSessions', () => {
  const service = useIdentity();
  const refresh = async (refreshToken: string): Promise<string> => {
    const { body } = await service().send(REFRESH, { input: { refreshToken } });
    return body.data.refreshSession.session.refreshToken;
  };
  const countRows = (sessionId: string) =>
    withClient(service().ownerUrl, async (client) => {
      const { rows } = await client.query(
        `SELECT count(DISTINCT s.id)::int AS sessions, count(t.id)::int AS tokens
         FROM identity.session s LEFT JOIN identity.refresh_token t ON t.session_id = s.id
         WHERE s.id = $1`,
        [sessionId],
      );
      return rows[0];
    });
  /** What the service does every hour. */
  async function cleanUp(): Promise<void> {
    const prisma = buildPrismaClient({
      databaseUrl: service().settings.IDENTITY_DATABASE_URL,
      poolSize: 1,
    });
    try {
      await deleteExpiredSessions(createSessionsStore(prisma), service().now);
    } finally {
      await prisma.$disconnect();
    }
  }

  test('deletes expired tokens, sessions without a living one, and nothing else', async () => {
    const abandoned = await service().signUp();
    const used = await service().signUp();
    service().advance(20 * DAY_MS);
    const newest = await refresh(used.refreshToken);
    await cleanUp();
    expect(await countRows(abandoned.principal.sessionId)).toEqual({ sessions: 1, tokens: 1 });
    expect(await countRows(used.principal.sessionId)).toEqual({ sessions: 1, tokens: 2 });

    service().advance(11 * DAY_MS);
    await cleanUp();
    expect(await countRows(abandoned.principal.sessionId)).toEqual({ sessions: 0, tokens: 0 });
    expect(await countRows(used.principal.sessionId)).toEqual({ sessions: 1, tokens: 1 });
    expect(await refresh(newest)).toMatch(/^cwr_/);
  });

  test('works through more than one batch', async () => {
    const { principal } = await service().signUp();
    await withClient(service().ownerUrl, (client) =>
      client.query(
        `INSERT INTO identity.refresh_token (id, token_hash, session_id, created_at, expires_at)
         SELECT gen_random_uuid(), sha256(n::text::bytea), $1, $2, $2
         FROM generate_series(1, 2500) n`,
        [principal.sessionId, new Date('2020-01-01T00:00:00Z')],
      ),
    );
    await cleanUp();
    expect(await countRows(principal.sessionId)).toEqual({ sessions: 1, tokens: 1 });
  });
});
