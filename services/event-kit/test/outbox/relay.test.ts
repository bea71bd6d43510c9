import { randomUUID } from 'node:crypto';
import { createLogger } from '@causeway/subgraph-kit';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { appendEvent, type CloudEvent, EventRefusedError, startRelay } from '../../src/index.ts';
import { countedEvent } from '../support/counted.ts';
import { createHandTransport, type HandTransport } from '../support/hand-transport.ts';
import { useService } from '../support/use-service.ts';

const logger = createLogger({ name: 'events', level: 'silent' });
const EVENTUALLY = { timeout: 50_000, interval: 50 };

describe('the relay', () => {
  const service = useService();
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await service().client.outbox.deleteMany();
  });

  function start(transport: HandTransport) {
    const { databaseUrl } = service();
    const relay = startRelay({ databaseUrl, schema: 'orders', transport, logger });
    opened.push(relay);
    return relay;
  }
  const append = (...events: readonly CloudEvent[]) =>
    service().client.$transaction(
      async (transaction) => {
        for (const event of events) await appendEvent(transaction, event);
      },
      { maxWait: 30_000, timeout: 30_000 },
    );
  const countUnpublished = () => service().client.outbox.count({ where: { publishedAt: null } });

  test('publishes in the order in which events were appended, and marks them', async () => {
    const transport = createHandTransport();
    start(transport);
    const counter = randomUUID();
    const events = Array.from({ length: 250 }, (_, index) => countedEvent(counter, index + 1));
    await append(...events.slice(0, 3));
    await append(...events.slice(3));
    await expect.poll(() => transport.published.length, EVENTUALLY).toBe(250);
    expect(transport.published).toEqual(events);
    await expect.poll(countUnpublished, EVENTUALLY).toBe(0);
  });

  test('keeps events while the broker is away, and publishes them in their order when it is back', async () => {
    let isAway = true;
    const transport = createHandTransport(() => {
      if (isAway) throw new Error('connect ECONNREFUSED');
    });
    start(transport);
    const counter = randomUUID();
    const events = [1, 2, 3].map((count) => countedEvent(counter, count));
    for (const event of events) await append(event);
    expect(await countUnpublished()).toBe(3);
    isAway = false;
    await expect.poll(() => transport.published, EVENTUALLY).toEqual(events);
    await expect.poll(countUnpublished, EVENTUALLY).toBe(0);
  });

  test('says that the outbox lags although the broker takes events, and nothing when it does not', async () => {
    const warn = vi.spyOn(logger, 'warn');
    onTestFinished(() => warn.mockRestore());
    const lags = () => warn.mock.calls.filter(([, message]) => message === 'outbox lags');
    const { client } = service();
    await append(countedEvent(randomUUID(), 1));
    await client.outbox.updateMany({ data: { createdAt: new Date(Date.now() - 60_000) } });
    const late = start(createHandTransport());
    await expect.poll(countUnpublished, EVENTUALLY).toBe(0);
    await late.close();
    expect(lags()).toEqual([[{ lagSeconds: expect.closeTo(60, -2) }, 'outbox lags']]);
    const inTime = createHandTransport();
    start(inTime);
    await append(countedEvent(randomUUID(), 1));
    await expect.poll(countUnpublished, EVENTUALLY).toBe(0);
    expect(inTime.published).toHaveLength(1);
    expect(lags()).toHaveLength(1);
  });

  test('puts what the broker refuses among the dead letters, and goes on', async () => {
    const [before, refused, after] = [1, 2, 3].map((count) => countedEvent(randomUUID(), count));
    const transport = createHandTransport((events) => {
      if (events.some(({ id }) => id === refused?.id)) {
        throw new EventRefusedError({ cause: new Error('too large') });
      }
    });
    await append(...([before, refused, after] as CloudEvent[]));
    start(transport);
    await expect.poll(() => transport.published, EVENTUALLY).toEqual([before, after]);
    const letters = await service().client.deadLetter.findMany({ where: { consumer: 'outbox' } });
    expect(letters).toMatchObject([
      { eventId: refused?.id, event: refused, error: 'Error: too large' },
    ]);
  });

  test('of two processes is active in one, and in the other as soon as that one ends', async () => {
    const [first, second] = [createHandTransport(), createHandTransport()];
    const active = start(first);
    const event = countedEvent(randomUUID(), 1);
    await append(event);
    await expect.poll(() => first.published, EVENTUALLY).toEqual([event]);
    start(second);
    const next = countedEvent(randomUUID(), 1);
    await append(next);
    await expect.poll(() => first.published, EVENTUALLY).toEqual([event, next]);
    expect(second.published).toEqual([]);
    await active.close();
    const last = countedEvent(randomUUID(), 1);
    await append(last);
    await expect.poll(() => second.published, EVENTUALLY).toEqual([last]);
  });

  test('begins anew when its database connection is cut', async () => {
    const transport = createHandTransport();
    start(transport);
    // Cut before it is marked, an event is published twice.
    const isPublished = (event: CloudEvent) => () =>
      transport.published.some(({ id }) => id === event.id);
    const [event, next] = [countedEvent(randomUUID(), 1), countedEvent(randomUUID(), 1)];
    await append(event);
    await expect.poll(isPublished(event), EVENTUALLY).toBe(true);
    await service().client.$queryRaw`
      SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
      WHERE application_name = 'causeway-orders-relay' AND datname = current_database()`;
    await append(next);
    await expect.poll(isPublished(next), EVENTUALLY).toBe(true);
    await expect.poll(countUnpublished, EVENTUALLY).toBe(0);
  });

  test('deletes what was published a day ago, and nothing else', async () => {
    const { client } = service();
    await append(countedEvent(randomUUID(), 1), countedEvent(randomUUID(), 2));
    const [old] = await client.outbox.findMany({ orderBy: { position: 'asc' } });
    const yesterday = new Date(Date.now() - 86_400_000 - 60_000);
    await client.outbox.update({
      where: { position: old?.position ?? 0n },
      data: { publishedAt: yesterday },
    });
    start(createHandTransport());
    await expect
      .poll(
        async () => (await client.outbox.findMany()).map(({ position }) => position),
        EVENTUALLY,
      )
      .not.toContain(old?.position);
    expect(await client.outbox.count()).toBe(1);
  });

  test('an event that is too large for any broker is refused where it is appended', async () => {
    const tooLarge = countedEvent(randomUUID(), 1, 'x'.repeat(70_000));
    await expect(append(tooLarge)).rejects.toThrow(RangeError);
    expect(await countUnpublished()).toBe(0);
  });
});
