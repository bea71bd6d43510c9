import type { JobWithMetadata, PgBoss } from 'pg-boss';

/** One delivery of a job: what is said of it is void when the queue has given the job to another since. */
export type Claim = Pick<JobWithMetadata, 'id' | 'retryCount'>;

/**
 * What was taken over once is ready at once, and later after as long as pg-boss waits between retries:
 * the event may be what ends its readers. It stays before the others of its key.
 */
const KEEP_CLAIMS = `
  WITH kept AS (
    UPDATE events.job SET heartbeat_on = now()
    WHERE name = $1 AND state = 'active' AND id || ':' || retry_count = ANY ($2::text[])
    RETURNING id
  )
  UPDATE events.job SET state = 'retry', heartbeat_on = NULL,
    start_after = now() + (2 ^ LEAST(retry_count, 6) - 1) * interval '1s'
  WHERE name = $1 AND state = 'active' AND heartbeat_on < now() - $3 * interval '1ms'
    AND id NOT IN (SELECT id FROM kept)
  RETURNING id`;

/**
 * Tells a group's queue which events a reader has in work, and makes those ready again that no reader has
 * spoken of for `silentMs`, none if that is null; returns how many. (pg-boss does it from ten seconds on
 * only.) A reader that was merely slow loses nothing by it: what it still does about an event finds the
 * inbox, and what it tells the queue is void.
 */
export async function keepClaims(
  boss: PgBoss,
  { group, claims, silentMs }: { group: string; claims: readonly Claim[]; silentMs: number | null },
): Promise<number> {
  const attempts = claims.map(({ id, retryCount }) => `${id}:${retryCount}`);
  const { rows } = await boss.getDb().executeSql(KEEP_CLAIMS, [group, attempts, silentMs]);
  return rows.length;
}
