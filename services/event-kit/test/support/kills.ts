import { randomUUID } from 'node:crypto';
import { createLogger } from '@causeway/subgraph-kit';
import { expect, test } from 'vitest';
import { appendEvent, type CloudEvent, createEventTransport } from '../../src/index.ts';
import { counted, countedEvent } from './counted.ts';
import { useProcesses } from './use-processes.ts';
import { useService } from './use-service.ts';

const logger = createLogger({ name: 'events', level: 'silent' });
const EVENTUALLY = { timeout: 120_000, interval: 100 };
const TIMEOUT_MS = 400_000;

/** What becomes of events when processes are killed, on any transport. Call it in a `describe`. */
export function testKills(eventsUrl: () => string): void {
  const service = useService();
  const startProcess = useProcesses();
  const env = () => ({ DATABASE_URL: service().databaseUrl, EVENTS_URL: eventsUrl() });
  const startRelay = (more = {}) => startProcess('relay-process.ts', { ...env(), ...more });
  const startConsumer = (group: string, more = {}) =>
    startProcess('consumer-process.ts', { ...env(), GROUP: group, ...more });

  const append = (event: CloudEvent) =>
    service().client.$transaction((transaction) => appendEvent(transaction, event));
  const countEffects = ({ id }: CloudEvent) =>
    service().client.cart.count({ where: { userId: id } });
  const countUnpublished = () => service().client.outbox.count({ where: { publishedAt: null } });

  /** The broker keeps events for a group from now on. */
  async function makeKnown(group: string): Promise<void> {
    const transport = createEventTransport(eventsUrl(), { logger });
    const types = [counted.type];
    await transport.subscribe({ group, types, concurrency: 1, handle: async () => {} });
    await transport.close();
  }

  test(
    'a relay that is killed between publishing and marking publishes twice, for one effect',
    async () => {
      const group = `test.${randomUUID()}`;
      await makeKnown(group);
      const event = countedEvent(randomUUID(), 1);
      const relay = startRelay({ HANG: '1' });
      await append(event);
      await relay.said('published');
      await relay.kill();
      expect(await countUnpublished()).toBe(1);
      const next = startRelay();
      await next.said('published');
      await expect.poll(countUnpublished, EVENTUALLY).toBe(0);
      startConsumer(group);
      await expect.poll(() => countEffects(event), EVENTUALLY).toBe(1);
      // What comes after it comes after both deliveries.
      const last = countedEvent(event.subject, 2);
      await append(last);
      await expect.poll(() => countEffects(last), EVENTUALLY).toBe(1);
      expect(await countEffects(event)).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    'a consumer that is killed while it handles an event leaves it to another',
    async () => {
      const group = `test.${randomUUID()}`;
      await makeKnown(group);
      startRelay();
      const consumer = startConsumer(group, { HANG: '1' });
      const event = countedEvent(randomUUID(), 1);
      await append(event);
      await consumer.said('handling');
      await consumer.kill();
      startConsumer(group);
      await expect.poll(() => countEffects(event), EVENTUALLY).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    'a relay that is killed is followed by the one that waits',
    async () => {
      const [one, other] = [startRelay(), startRelay()];
      await append(countedEvent(randomUUID(), 1));
      const active = await Promise.race([
        one.said('published').then(() => one),
        other.said('published').then(() => other),
      ]);
      await expect.poll(countUnpublished, EVENTUALLY).toBe(0);
      await active.kill();
      await append(countedEvent(randomUUID(), 1));
      await (active === one ? other : one).said('published');
    },
    TIMEOUT_MS,
  );
}
