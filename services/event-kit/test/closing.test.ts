import { randomUUID } from 'node:crypto';
import { useEventQueue } from '@causeway/test-kit';
import { afterEach, describe, expect, test } from 'vitest';
import { appendEvent } from '../src/index.ts';
import { countedEvent } from './support/counted.ts';
import { type HangingBroker, startHangingBroker } from './support/start-hanging-broker.ts';
import { useProcesses } from './support/use-processes.ts';
import { useService } from './support/use-service.ts';

const EVENTUALLY = { timeout: 120_000, interval: 50 };
const TIMEOUT_MS = 300_000;

/** Each process has an event to publish and a group to subscribe, and comes to the end of neither. */
describe('a process whose broker hangs closes in time', () => {
  const service = useService();
  const eventsUrl = useEventQueue();
  const startProcess = useProcesses();
  const brokers: HangingBroker[] = [];
  afterEach(async () => {
    await Promise.all(brokers.splice(0).map((broker) => broker.stop()));
    await service().client.outbox.deleteMany();
  });

  async function startBroker(upstream?: { host: string; port: number }): Promise<HangingBroker> {
    const broker = await startHangingBroker(upstream);
    brokers.push(broker);
    return broker;
  }
  const start = (url: string) =>
    startProcess('service-process.ts', { DATABASE_URL: service().databaseUrl, EVENTS_URL: url });
  const append = () =>
    service().client.$transaction((transaction) =>
      appendEvent(transaction, countedEvent(randomUUID(), 1)),
    );
  const countUnpublished = () => service().client.outbox.count({ where: { publishedAt: null } });

  test.each([
    ['RabbitMQ', (port: number) => `amqp://127.0.0.1:${port}`],
    ['Kafka', (port: number) => `kafka://127.0.0.1:${port}`],
    ['PostgreSQL', (port: number) => `postgres://events_owner@127.0.0.1:${port}/postgres`],
  ])('%s, from the start', { timeout: TIMEOUT_MS }, async (_name, urlAt) => {
    const broker = await startBroker();
    await append();
    const running = start(urlAt(broker.port));
    await broker.connected(1);
    expect(await running.terminate()).toBe(0);
    expect(await countUnpublished()).toBe(1);
  });

  test('PostgreSQL, when it has worked before', { timeout: TIMEOUT_MS }, async () => {
    const url = new URL(eventsUrl());
    const broker = await startBroker({ host: url.hostname, port: Number(url.port) });
    url.hostname = '127.0.0.1';
    url.port = String(broker.port);
    const running = start(url.href);
    await append();
    await expect.poll(countUnpublished, EVENTUALLY).toBe(0);
    broker.hang();
    await append();
    expect(await running.terminate()).toBe(0);
    expect(await countUnpublished()).toBe(1);
  });
});
