import { randomUUID } from 'node:crypto';
import { withClient } from '@causeway/database';
import { createLogger } from '@causeway/subgraph-kit';
import { useEventQueue } from '@causeway/test-kit';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createEventTransport } from '../../src/index.ts';
import { collect } from '../support/collector.ts';
import { counted, countedEvent } from '../support/counted.ts';
import { testKills } from '../support/kills.ts';
import { startHangingBroker } from '../support/start-hanging-broker.ts';
import { testTransportContract } from '../support/transport-contract.ts';

const logger = createLogger({ name: 'events', level: 'silent' });
const EVENTUALLY = { timeout: 50_000 };

describe('events on PostgreSQL', () => {
  const eventsUrl = useEventQueue();
  testTransportContract(eventsUrl);
  testKills(eventsUrl);

  test('go on when all connections are cut', { timeout: 120_000 }, async () => {
    await using opened = new AsyncDisposableStack();
    const transport = createEventTransport(eventsUrl(), { logger });
    opened.defer(() => transport.close());
    const collector = await collect(transport, { group: 'test.cut', types: [counted.type] });
    await withClient(eventsUrl(), (client) =>
      client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      ),
    );
    const event = countedEvent(randomUUID(), 1);
    const publish = () => transport.publish([event]).then(() => 'published', String);
    await expect.poll(publish, EVENTUALLY).toBe('published');
    await expect.poll(() => collector.of(event.partitionkey), EVENTUALLY).toEqual([event]);
  });

  test('go on when all connections fall silent', { timeout: 300_000 }, async () => {
    await using opened = new AsyncDisposableStack();
    const url = new URL(eventsUrl());
    const broker = await startHangingBroker({ host: url.hostname, port: Number(url.port) });
    opened.defer(() => broker.stop());
    url.port = String(broker.port);
    const transport = createEventTransport(url.href, { logger });
    opened.defer(() => transport.close());
    const collector = await collect(transport, { group: 'test.silent', types: [counted.type] });
    broker.hang();
    const event = countedEvent(randomUUID(), 1);
    const publish = () => transport.publish([event]).then(() => 'published', String);
    await expect.poll(publish, { timeout: 120_000 }).toBe('published');
    await expect
      .poll(() => collector.of(event.partitionkey), { timeout: 120_000 })
      .toEqual([event]);
  });

  test('that have waited for long are told of, by the oldest', async () => {
    const warn = vi.spyOn(logger, 'warn');
    onTestFinished(() => warn.mockRestore());
    await using opened = new AsyncDisposableStack();
    const transport = createEventTransport(eventsUrl(), { logger });
    opened.defer(() => transport.close());
    const group = 'test.waiting';
    await collect(transport, {
      group,
      types: [counted.type],
      handle: async () => {
        throw new Error('not yet');
      },
    });
    await transport.publish([countedEvent(randomUUID(), 1)]);
    await withClient(eventsUrl(), (client) =>
      client.query(`UPDATE events.job SET created_on = now() - interval '1h' WHERE name = $1`, [
        group,
      ]),
    );
    await expect
      .poll(() => warn.mock.calls, { timeout: 100_000 })
      .toContainEqual([{ group, oldestSeconds: expect.closeTo(3_600, -3) }, 'events wait']);
  }, 120_000);

  test('published a second time are delivered once while the queue remembers', async () => {
    await using opened = new AsyncDisposableStack();
    const transport = createEventTransport(eventsUrl(), { logger });
    opened.defer(() => transport.close());
    const collector = await collect(transport, { group: 'test.twice', types: [counted.type] });
    const counter = randomUUID();
    const [event, next] = [countedEvent(counter, 1), countedEvent(counter, 2)];
    await transport.publish([event]);
    await transport.publish([event]);
    await transport.publish([next]);
    await expect.poll(() => collector.of(event.partitionkey), EVENTUALLY).toEqual([event, next]);
  });
});
