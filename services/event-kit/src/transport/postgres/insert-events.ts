import type { PgBoss } from 'pg-boss';
import type { CloudEvent } from '../../envelope/cloud-event.ts';

/**
 * As pg-boss's own `insert`, which would take a statement per queue, and one before to ask which. What is
 * in a queue already, an event of this id, is not put there again.
 */
const INSERT = `
  INSERT INTO events.job (id, name, data, singleton_key, policy, retry_limit, retry_delay, retry_backoff,
    retry_delay_max, expire_seconds, deletion_seconds, keep_until)
  SELECT (told ->> 'id')::uuid, queue.name, told, told ->> 'partitionkey', queue.policy,
    queue.retry_limit, queue.retry_delay, queue.retry_backoff, queue.retry_delay_max,
    queue.expire_seconds, queue.deletion_seconds, now() + queue.retention_seconds * interval '1s'
  FROM jsonb_array_elements($1::jsonb) told
    JOIN events.subscription ON subscription.event = told ->> 'type'
    JOIN events.queue ON queue.name = subscription.name
  ON CONFLICT DO NOTHING`;

/** Puts events into the queues of all groups that want them, those of one key in their order. */
export async function insertEvents(
  boss: PgBoss,
  events: readonly CloudEvent[],
  signal: AbortSignal,
): Promise<void> {
  for (const round of roundsOf(events)) {
    signal.throwIfAborted();
    await boss.getDb().executeSql(INSERT, [JSON.stringify(round)]);
  }
}

/**
 * The events in as few parts as possible, none of which has a key twice: jobs of one statement are of
 * one moment, and would be ordered by their ids.
 */
function roundsOf(events: readonly CloudEvent[]): readonly (readonly CloudEvent[])[] {
  const rounds: CloudEvent[][] = [];
  for (const group of Map.groupBy(events, ({ partitionkey }) => partitionkey).values()) {
    for (const [index, event] of group.entries()) {
      rounds[index] ??= [];
      rounds[index].push(event);
    }
  }
  return rounds;
}
