import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@causeway/subgraph-kit';
import { connect } from 'amqplib';
import { afterEach, expect, test } from 'vitest';
import {
  type CloudEvent,
  createEventTransport,
  EventRefusedError,
  type EventTransport,
} from '../../src/index.ts';
import { collect } from '../support/collector.ts';
import { counted, countedEvent } from '../support/counted.ts';
import { testKills } from '../support/kills.ts';
import { testTransportContract } from '../support/transport-contract.ts';
import { describeWithRabbitmq } from '../support/use-rabbitmq.ts';

const logger = createLogger({ name: 'events', level: 'silent' });
const types = [counted.type];
const EVENTUALLY = { timeout: 50_000, interval: 50 };

describeWithRabbitmq('events on RabbitMQ', (rabbitmq) => {
  testTransportContract(() => rabbitmq().url);
  testKills(() => rabbitmq().url);

  /** What became of it, for as long as a broker is not back. */
  const publish = (transport: EventTransport, event: CloudEvent) =>
    transport.publish([event]).then(() => 'published', String);
  const opened: EventTransport[] = [];
  const open = () => {
    const transport = createEventTransport(rabbitmq().url, { logger });
    opened.push(transport);
    return transport;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((transport) => transport.close()));
  });

  test('a broker that is killed has what it confirmed, and subscribers find it again', {
    timeout: 120_000,
  }, async () => {
    const transport = open();
    const group = 'test.killed';
    let isStuck = true;
    const collector = await collect(transport, {
      group,
      types,
      handle: async () => {
        if (isStuck) throw new Error('not yet');
      },
    });
    // RabbitMQ 3.10 keeps the names of its queues in a file that it saves now and then, which nothing
    // tells; killed before, it does not find the log of a queue that is new.
    await sleep(5_000);
    const counter = randomUUID();
    const events = [1, 2, 3].map((count) => countedEvent(counter, count));
    await transport.publish(events);
    await rabbitmq().kill();
    await expect(transport.publish([countedEvent(counter, 4)])).rejects.toThrow();
    isStuck = false;
    await rabbitmq().start();
    await expect
      .poll(() => new Set(collector.deliveries.map(({ event }) => event.id)).size, EVENTUALLY)
      .toBe(3);
    const last = collector.of(`counter/${counter}`).slice(-3);
    expect(last.map(({ sequence }) => sequence)).toEqual(['1', '2', '3']);
    await expect
      .poll(() => publish(transport, countedEvent(counter, 4)), EVENTUALLY)
      .toBe('published');
    await expect.poll(() => collector.deliveries.at(-1)?.event.sequence, EVENTUALLY).toBe('4');
  });

  test('a broker that hangs makes publishing fail, and not for ever', {
    timeout: 120_000,
  }, async () => {
    const transport = open();
    await transport.publish([countedEvent(randomUUID(), 1)]);
    rabbitmq().freeze();
    await expect(transport.publish([countedEvent(randomUUID(), 1)])).rejects.toThrow();
    rabbitmq().thaw();
    await expect
      .poll(() => publish(transport, countedEvent(randomUUID(), 1)), EVENTUALLY)
      .toBe('published');
  });

  test('a message that is too large is refused, and the next is taken', async () => {
    const transport = open();
    const tooLarge = countedEvent(randomUUID(), 1, 'x'.repeat(20_000));
    await expect(transport.publish([tooLarge])).rejects.toThrow(EventRefusedError);
    await transport.publish([countedEvent(randomUUID(), 1)]);
  });

  test('queues that are deleted are made again', async () => {
    const group = 'test.deleted';
    const transport = open();
    const collector = await collect(transport, { group, types });
    const connection = await connect(rabbitmq().url);
    const channel = await connection.createChannel();
    for (let partition = 0; partition < 8; partition += 1) {
      await channel.deleteQueue(`${group}.${partition}`);
    }
    await connection.close();
    await expect
      .poll(async () => {
        await transport.publish([countedEvent(randomUUID(), 1)]);
        return collector.deliveries.length;
      }, EVENTUALLY)
      .toBeGreaterThan(0);
  });

  test('what is no event is handed to the subscriber, who decides', async () => {
    const group = 'test.poison';
    const transport = open();
    const collector = await collect(transport, { group, types });
    const connection = await connect(rabbitmq().url);
    const channel = await connection.createConfirmChannel();
    channel.publish('causeway.events', `3.${counted.type}`, Buffer.from('{"half'));
    await channel.waitForConfirms();
    await connection.close();
    await expect
      .poll(() => collector.deliveries, EVENTUALLY)
      .toEqual([{ event: '{"half', attempt: 1 }]);
  });
});
