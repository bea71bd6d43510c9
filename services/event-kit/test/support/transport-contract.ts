import { randomUUID } from 'node:crypto';
import { createLogger } from '@causeway/subgraph-kit';
import { afterEach, expect, test } from 'vitest';
import {
  type CloudEvent,
  createEventTransport,
  defineGroup,
  type EventGroup,
  type EventTransport,
} from '../../src/index.ts';
import { type Collector, collect } from './collector.ts';
import { counted, countedEvent } from './counted.ts';

const logger = createLogger({ name: 'events', level: 'silent' });
const types = [counted.type];
/** Retries wait for seconds. */
const EVENTUALLY = { timeout: 50_000, interval: 50 };

/**
 * What every transport does, whatever it stands on. Call it in a `describe`. A group that is new may be handed
 * what others published before it (Kafka keeps it), so tests look at their own events.
 */
export function testTransportContract(eventsUrl: () => string): void {
  const opened: EventTransport[] = [];
  const open = (groups: readonly EventGroup[] = []) => {
    const transport = createEventTransport(eventsUrl(), { logger, groups });
    opened.push(transport);
    return transport;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((transport) => transport.close()));
  });
  const newGroup = () => `test.${randomUUID()}`;

  test('delivers what is published, as it was, to each group', async () => {
    const transport = open();
    const [one, other] = [
      await collect(transport, { group: newGroup(), types }),
      await collect(transport, { group: newGroup(), types }),
    ];
    const event = countedEvent(randomUUID(), 1, 'zwölf Boxkämpfer');
    await transport.publish([event]);
    for (const collector of [one, other]) {
      await expect.poll(() => collector.of(event.partitionkey), EVENTUALLY).toEqual([event]);
    }
  });

  test('delivers only the types that a group wants', async () => {
    const transport = open();
    const wanted = 'causeway.orders.wanted.v1';
    const collector = await collect(transport, { group: newGroup(), types: [wanted] });
    const unwanted = countedEvent(randomUUID(), 1);
    const event = { ...countedEvent(randomUUID(), 1), type: wanted };
    await transport.publish([unwanted, event]);
    await expect.poll(() => collector.of(event.partitionkey), EVENTUALLY).toEqual([event]);
    expect(collector.of(unwanted.partitionkey)).toEqual([]);
  });

  test('delivers the events of one key one after the other, in their order', async () => {
    const transport = open();
    const inWork = new Set<string>();
    const overlaps: string[] = [];
    const collector = await collect(transport, {
      group: newGroup(),
      types,
      async handle({ partitionkey }) {
        if (inWork.has(partitionkey)) overlaps.push(partitionkey);
        inWork.add(partitionkey);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
        inWork.delete(partitionkey);
      },
    });
    const counters = Array.from({ length: 5 }, () => randomUUID());
    const events = Array.from({ length: 10 }, (_, index) =>
      counters.map((counter) => countedEvent(counter, index + 1)),
    ).flat();
    await transport.publish(events.slice(0, 25));
    await transport.publish(events.slice(25));
    for (const counter of counters) {
      const key = `counter/${counter}`;
      await expect
        .poll(() => collector.of(key), EVENTUALLY)
        .toEqual(events.filter(({ partitionkey }) => partitionkey === key));
    }
    expect(overlaps).toEqual([]);
  });

  test('delivers again what failed, and lets nothing but its own key wait', async () => {
    const transport = open();
    const [failing, fine] = [randomUUID(), randomUUID()];
    const seen: string[] = [];
    await collect(transport, {
      group: newGroup(),
      types,
      concurrency: 2,
      async handle({ subject, sequence }, attempt) {
        if (subject !== failing && subject !== fine) return;
        const name = subject === failing ? 'failing' : 'fine';
        seen.push(`${name} ${sequence}, attempt ${attempt}`);
        const isYetTo = attempt <= 2 || !seen.includes('fine 2, attempt 1');
        if (name === 'failing' && sequence === '1' && isYetTo) throw new Error('not yet');
      },
    });
    await transport.publish([
      countedEvent(failing, 1),
      countedEvent(failing, 2),
      countedEvent(fine, 1),
      countedEvent(fine, 2),
    ]);
    await expect.poll(() => seen, EVENTUALLY).toContain('failing 2, attempt 1');
    const ofFailing = seen.filter((line) => line.startsWith('failing'));
    expect(ofFailing.length).toBeGreaterThanOrEqual(4);
    expect(ofFailing).toEqual([
      ...ofFailing.slice(1).map((_, index) => `failing 1, attempt ${index + 1}`),
      'failing 2, attempt 1',
    ]);
  });

  test('handles at most as many at once as the group allows', async () => {
    const transport = open();
    let inWork = 0;
    let most = 0;
    const together = Promise.withResolvers<void>();
    const collector = await collect(transport, {
      group: newGroup(),
      types,
      concurrency: 3,
      async handle() {
        inWork += 1;
        most = Math.max(most, inWork);
        if (most >= 3) together.resolve();
        // However slowly they come, nothing ends before there are three.
        await together.promise;
        await new Promise((resolve) => setTimeout(resolve, 20));
        inWork -= 1;
      },
    });
    const events = Array.from({ length: 30 }, () => countedEvent(randomUUID(), 1));
    await transport.publish(events);
    await expect.poll(() => idsOf(events, [collector]), EVENTUALLY).toHaveLength(30);
    expect(most).toBe(3);
  });

  test('keeps what a group has not handled while none of its processes runs', async () => {
    const group = newGroup();
    const first = open();
    await (await collect(first, { group, types })).close();
    const event = countedEvent(randomUUID(), 1);
    await first.publish([event]);
    const collector = await collect(open(), { group, types });
    await expect.poll(() => collector.of(event.partitionkey), EVENTUALLY).toEqual([event]);
  });

  test('keeps what is published before a group that is known of has ever subscribed', async () => {
    const group = newGroup();
    const event = countedEvent(randomUUID(), 1);
    await open([defineGroup(group, [counted])]).publish([event]);
    const collector = await collect(open(), { group, types });
    await expect.poll(() => collector.of(event.partitionkey), EVENTUALLY).toEqual([event]);
  });

  test('shares the events of a group among its processes', async () => {
    const group = newGroup();
    const collectors = [
      await collect(open(), { group, types }),
      await collect(open(), { group, types }),
    ];
    const events = Array.from({ length: 20 }, () => countedEvent(randomUUID(), 1));
    await open().publish(events);
    // A process that is silent for long is taken for dead, and what it has given to another as well.
    const ids = () => [...new Set(idsOf(events, collectors))].sort();
    await expect.poll(ids, EVENTUALLY).toEqual(events.map(({ id }) => id).sort());
  });
}

/** The ids of these events as often as they were handed over. */
function idsOf(events: readonly CloudEvent[], collectors: readonly Collector[]): string[] {
  const own = new Set(events.map(({ id }) => id));
  return collectors
    .flatMap(({ deliveries }) => deliveries.map(({ event }) => event.id))
    .filter((id) => own.has(id));
}
