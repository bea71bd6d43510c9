import type { PgBoss } from 'pg-boss';
import type { CloudEvent } from '../../envelope/cloud-event.ts';

/**
 * Puts events into the queues of all groups that want them, those of one key in their order. What is in
 * a queue already, an event of this id, is not put there again.
 */
export async function insertEvents(
  boss: PgBoss,
  events: readonly CloudEvent[],
  signal: AbortSignal,
): Promise<void> {
  const wanted = await findGroups(boss, new Set(events.map(({ type }) => type)));
  for (const round of roundsOf(events)) {
    signal.throwIfAborted();
    await Promise.all(
      Array.from(wanted, ([group, types]) => {
        const jobs = round.filter(({ type }) => types.has(type)).map(jobOf);
        return jobs.length === 0 ? null : boss.insert(group, jobs);
      }),
    );
  }
}

/** Every group that has ever subscribed to one of the types, with those that it wants. */
async function findGroups(
  boss: PgBoss,
  types: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await boss.getDb().executeSql(
    `SELECT name, array_agg(event) AS types FROM events.subscription
     WHERE event = ANY ($1::text[]) GROUP BY name`,
    [[...types]],
  );
  return new Map(
    rows.map((row: { name: string; types: string[] }) => [row.name, new Set(row.types)]),
  );
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

function jobOf(event: CloudEvent) {
  return { id: event.id, singletonKey: event.partitionkey, data: event };
}
