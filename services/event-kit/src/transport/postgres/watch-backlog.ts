import { type Logger, type RepeatedWork, repeatEvery } from '@causeway/subgraph-kit';
import type { PgBoss } from 'pg-boss';

const LOOK_EVERY_MS = 10_000;
/** Retries of a single event come to it as well. */
const LONG_SECONDS = 60;

/** By pg-boss's own index for fetching: one row, however many wait. */
const OLDEST = `
  SELECT extract(epoch FROM now() - created_on)::float8 AS seconds FROM events.job
  WHERE name = $1 AND state < 'active' AND NOT blocked
  ORDER BY priority DESC, created_on LIMIT 1`;

/** Says when the oldest event that waits for a group has waited for more than a minute. */
export function watchBacklog(
  boss: PgBoss,
  { group, logger }: { group: string; logger: Logger },
): RepeatedWork {
  async function look(): Promise<void> {
    const { rows } = await boss.getDb().executeSql(OLDEST, [group]);
    const [oldest] = rows as readonly { seconds: number }[];
    if (oldest === undefined || oldest.seconds < LONG_SECONDS) return;
    logger.warn({ group, oldestSeconds: oldest.seconds }, 'events wait');
  }
  return repeatEvery({
    name: 'watching the backlog',
    intervalMs: LOOK_EVERY_MS,
    // What cannot be asked now is asked again, and the reader says that the database is away.
    work: () => look().catch(() => undefined),
    logger,
  });
}
