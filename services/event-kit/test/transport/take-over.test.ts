import { randomUUID } from 'node:crypto';
import { withClient } from '@causeway/database';
import { createLogger } from '@causeway/subgraph-kit';
import { useEventQueue } from '@causeway/test-kit';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type CloudEvent,
  createEventTransport,
  defineGroup,
  type EventTransport,
} from '../../src/index.ts';
import { counted, countedEvent } from '../support/counted.ts';
import { useProcesses } from '../support/use-processes.ts';
import { useService } from '../support/use-service.ts';

const logger = createLogger({ name: 'events', level: 'silent' });
const EVENTUALLY = { timeout: 120_000, interval: 50 };
const TIMEOUT_MS = 400_000;

/** Nothing here waits for a time: without the take-over an event comes again after five minutes. */
describe('events of a reader on PostgreSQL', () => {
  const eventsUrl = useEventQueue();
  const service = useService();
  const startProcess = useProcesses();
  const opened: EventTransport[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((transport) => transport.close()));
  });

  const startConsumer = (group: string, concurrency = 5) =>
    startProcess('noting-process.ts', {
      CONCURRENCY: String(concurrency),
      DATABASE_URL: service().databaseUrl,
      EVENTS_URL: eventsUrl(),
      GROUP: group,
    });

  /** Publishes for a group, which the queue knows of from the first event on. */
  function publisherFor(group: string) {
    const groups = [defineGroup(group, [counted])];
    const transport = createEventTransport(eventsUrl(), { logger, groups });
    opened.push(transport);
    return (...events: readonly CloudEvent[]) => transport.publish(events);
  }

  /** The counts of a counter's events in the order in which they had their effect. */
  async function effectsOn(counter: string): Promise<readonly string[]> {
    const rows = await service().client.outbox.findMany({
      where: { partitionKey: `counter/${counter}` },
      orderBy: { position: 'asc' },
    });
    return rows.map(({ event }) => (event as unknown as CloudEvent).sequence);
  }

  const countActive = (group: string) =>
    withClient(eventsUrl(), async (client) => {
      const { rows } = await client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM events.job WHERE name = $1 AND state = 'active'`,
        [group],
      );
      return rows[0]?.count;
    });

  test('that is killed are handled by one that was there', { timeout: TIMEOUT_MS }, async () => {
    const group = `test.${randomUUID()}`;
    const publish = publisherFor(group);
    const counter = randomUUID();
    await publish(countedEvent(counter, 1, 'hold'));
    const killed = startConsumer(group);
    await killed.said('handling');
    const other = startConsumer(group);
    await killed.kill();
    await other.said('handling');
    other.tell('go on');
    await publish(countedEvent(counter, 2));
    await expect.poll(() => effectsOn(counter), EVENTUALLY).toEqual(['1', '2']);
  });

  test('that is stopped are handled by another, and in their order also when it goes on', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const group = `test.${randomUUID()}`;
    const publish = publisherFor(group);
    const [held, counter] = [randomUUID(), randomUUID()];
    await publish(countedEvent(held, 1, 'hold'));
    const stopped = startConsumer(group, 1);
    await stopped.said('handling');
    // One is in a transaction, the other is fetched and not begun.
    await publish(countedEvent(counter, 1));
    await expect.poll(() => countActive(group), EVENTUALLY).toBe(2);
    stopped.pause();
    await publish(countedEvent(counter, 2));
    const other = startConsumer(group);
    await expect.poll(() => effectsOn(counter), EVENTUALLY).toEqual(['1', '2']);
    await other.kill();
    stopped.resume();
    stopped.tell('go on');
    // Handled one at a time, this comes after all that the process had when it was stopped.
    await publish(countedEvent(counter, 3));
    await expect.poll(() => effectsOn(counter), EVENTUALLY).toEqual(['1', '2', '3']);
    await expect.poll(() => effectsOn(held), EVENTUALLY).toEqual(['1']);
  });
});
