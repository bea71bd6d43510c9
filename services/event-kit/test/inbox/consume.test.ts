import { randomUUID } from 'node:crypto';
import type { Prisma } from '@causeway/orders-db';
import { createLogger } from '@causeway/subgraph-kit';
import { afterEach, describe, expect, test } from 'vitest';
import type { CloudEvent } from '../../src/index.ts';
import { consume, defineGroup, type EventReaction, on } from '../../src/index.ts';
import { counted, countedEvent } from '../support/counted.ts';
import { createHandTransport } from '../support/hand-transport.ts';
import { useService } from '../support/use-service.ts';

const logger = createLogger({ name: 'events', level: 'silent' });
const EVENTUALLY = { timeout: 50_000, interval: 50 };

type Counted = CloudEvent<{ count: number; note?: string | undefined }>;
type Reaction = EventReaction<Counted, Prisma.TransactionClient>;

describe('a consumer', () => {
  const service = useService();
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
  });

  /** Its effect is a cart per event, so that tests see what was committed. */
  const putCart = (event: Counted, transaction: Prisma.TransactionClient) =>
    transaction.cart.create({ data: { userId: event.id } });
  const countCarts = ({ id }: CloudEvent) => service().client.cart.count({ where: { userId: id } });

  function start(reaction: Reaction, attempts = 3) {
    const transport = createHandTransport();
    const group = `test.${randomUUID()}`;
    const { client } = service();
    const consumer = consume({
      transport,
      client,
      group: defineGroup(group, [counted]),
      attempts,
      handlers: [on(counted, reaction)],
      logger,
    });
    opened.push(consumer);
    const deliver = (body: unknown, attempt = 1) => transport.deliver(group, { body, attempt });
    /** As often as it takes until it is given up. */
    const deliverAll = async (body: unknown) => {
      for (let attempt = 1; attempt < attempts; attempt += 1) await deliver(body, attempt);
      return deliver(body, attempts);
    };
    const deadLetters = () => client.deadLetter.findMany({ where: { consumer: group } });
    return { group, deliver, deliverAll, deadLetters };
  }

  test('has the effect of an event once, however often it is delivered', async () => {
    let calls = 0;
    const { deliver } = start({
      apply: async (event, transaction) => {
        calls += 1;
        await putCart(event, transaction);
      },
    });
    const event = countedEvent(randomUUID(), 1);
    const outcomes = await Promise.all([deliver(event), deliver(event), deliver(event)]);
    expect([...outcomes, await deliver(event)]).toEqual(['done', 'done', 'done', 'done']);
    expect(calls).toBe(1);
    expect(await countCarts(event)).toBe(1);
  });

  test('has an effect of its own in each group', async () => {
    const event = countedEvent(randomUUID(), 1);
    const seen: string[] = [];
    for (const name of ['one', 'other']) {
      const { deliver } = start({ apply: async () => void seen.push(name) });
      await deliver(event);
    }
    expect(seen).toEqual(['one', 'other']);
  });

  test('leaves nothing of an effect that fails, and has it when it comes again', async () => {
    let isBroken = true;
    const { deliver } = start({
      apply: async (event, transaction) => {
        await putCart(event, transaction);
        if (isBroken) throw new Error('broken');
      },
    });
    const event = countedEvent(randomUUID(), 1);
    expect(await deliver(event)).toBe('again');
    expect(await countCarts(event)).toBe(0);
    isBroken = false;
    expect(await deliver(event, 2)).toBe('done');
    expect(await countCarts(event)).toBe(1);
  });

  test('gives an event up after as many failures as it is told, and keeps it with the reason', async () => {
    const { deliver, deadLetters } = start({
      apply: async () => {
        throw new Error('no wool left');
      },
    });
    const event = countedEvent(randomUUID(), 1);
    expect([await deliver(event, 1), await deliver(event, 2)]).toEqual(['again', 'again']);
    expect(await deadLetters()).toEqual([]);
    expect(await deliver(event, 3)).toBe('done');
    expect(await deadLetters()).toMatchObject([
      { eventId: event.id, event, error: 'Error: no wool left', attempts: 3, requeuedAt: null },
    ]);
  });

  test('never gives an event up for what its database does, and counts only what is its own', async () => {
    let trouble = 'database';
    const { deliver, deadLetters } = start({
      apply: async (_event, transaction) => {
        if (trouble === 'database') {
          await transaction.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$`;
        }
        throw new Error('broken');
      },
    });
    const event = countedEvent(randomUUID(), 1);
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      expect(await deliver(event, attempt)).toBe('again');
    }
    trouble = 'its own';
    expect([await deliver(event, 21), await deliver(event, 22)]).toEqual(['again', 'again']);
    expect(await deadLetters()).toEqual([]);
    expect(await deliver(event, 23)).toBe('done');
    expect(await deadLetters()).toMatchObject([{ attempts: 23, error: 'Error: broken' }]);
  });

  test('has no effect of what was given up, when whoever had it before comes late', async () => {
    let isBroken = true;
    const { deliver, deliverAll, deadLetters } = start({
      apply: async (event, transaction) => {
        if (isBroken) throw new Error('broken');
        await putCart(event, transaction);
      },
    });
    const event = countedEvent(randomUUID(), 1);
    expect(await deliverAll(event)).toBe('done');
    isBroken = false;
    expect(await deliver(event, 2)).toBe('done');
    expect(await countCarts(event)).toBe(0);
    expect(await deadLetters()).toHaveLength(1);
  });

  test('gives nothing up that another process has handled meanwhile', async () => {
    const event = countedEvent(randomUUID(), 1);
    let isFirst = true;
    const { deliver, deadLetters } = start({
      apply: async (handled, transaction) => {
        if (isFirst) {
          isFirst = false;
          throw new Error('broken');
        }
        await putCart(handled, transaction);
      },
    });
    const late = { ...event, data: { count: 'one' } };
    await deliver(event, 1);
    expect(await deliver(event, 2)).toBe('done');
    expect(await deliver(late, 3)).toBe('done');
    expect(await countCarts(event)).toBe(1);
    expect(await deadLetters()).toEqual([]);
  });

  test.each([
    ['is no event', 'half a message', null],
    ['lacks what every event has', { specversion: '1.0', type: counted.type }, null],
    [
      'has data of another form',
      { ...countedEvent(randomUUID(), 1), data: { count: 'one' } },
      'its id',
    ],
  ])('gives up at once what %s', async (_what, body, id) => {
    const { deliver, deadLetters } = start({ apply: async () => {} });
    expect(await deliver(body)).toBe('done');
    const eventId = id === null ? null : (body as CloudEvent).id;
    expect(await deadLetters()).toMatchObject([{ eventId, event: body, attempts: 1 }]);
  });

  test('gives up also what PostgreSQL cannot keep to the letter', async () => {
    const { deliver, deadLetters } = start({ apply: async () => {} });
    expect(await deliver('half \ud83d a message\0')).toBe('done');
    expect(await deadLetters()).toMatchObject([{ event: 'half \ufffd a message\ufffd' }]);
  });

  test('reads events that have more than it knows', async () => {
    const seen: unknown[] = [];
    const { deliver } = start({ apply: async ({ data }) => void seen.push(data) });
    const event = countedEvent(randomUUID(), 7);
    await deliver({
      ...event,
      comexample: 'x',
      data: { ...(event.data as object), colour: 'red' },
    });
    expect(seen).toEqual([{ count: 7 }]);
  });

  test('leaves a type that it does not know to a process of another version', async () => {
    const { deliver, deadLetters } = start({ apply: async () => {} });
    const event = { ...countedEvent(randomUUID(), 1), type: 'causeway.orders.counter-reset.v1' };
    expect(await deliver(event)).toBe('again');
    expect(await deadLetters()).toEqual([]);
  });

  test('is not begun when its group wants what it has no handler for', () => {
    const begin = () =>
      consume({
        transport: createHandTransport(),
        client: service().client,
        group: defineGroup('test.odd', [counted, { type: 'causeway.orders.counter-reset.v1' }]),
        handlers: [on(counted, { apply: async () => {} })],
        logger,
      });
    expect(begin).toThrow(TypeError);
  });

  test('handles a dead letter that someone requeues, and removes it', async () => {
    let isBroken = true;
    const { group, deliver, deliverAll, deadLetters } = start({
      apply: async (event, transaction) => {
        if (isBroken) throw new Error('broken');
        await putCart(event, transaction);
      },
    });
    const event = countedEvent(randomUUID(), 1);
    await deliverAll(event);
    expect(await deadLetters()).toHaveLength(1);
    isBroken = false;
    const requeue = () =>
      service().client.deadLetter.updateMany({
        where: { consumer: group },
        data: { requeuedAt: new Date() },
      });
    await requeue();
    await expect.poll(deadLetters, EVENTUALLY).toEqual([]);
    expect(await countCarts(event)).toBe(1);
    expect(await deliver(event)).toBe('done');
    expect(await countCarts(event)).toBe(1);
  });

  test('leaves a requeued dead letter marked while its database is in trouble', async () => {
    let failures = 0;
    const { group, deliver, deliverAll, deadLetters } = start({
      apply: async (event, transaction) => {
        failures += 1;
        if (failures <= 3) throw new Error('broken');
        if (failures === 4) {
          await transaction.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$`;
        }
        await putCart(event, transaction);
      },
    });
    const event = countedEvent(randomUUID(), 1);
    await deliverAll(event);
    await service().client.deadLetter.updateMany({
      where: { consumer: group },
      data: { requeuedAt: new Date() },
    });
    await expect.poll(deadLetters, EVENTUALLY).toEqual([]);
    expect(failures).toBe(5);
    expect(await countCarts(event)).toBe(1);
    expect(await deliver(event)).toBe('done');
  });

  test('keeps a requeued dead letter that fails again', async () => {
    const { group, deliverAll, deadLetters } = start({
      apply: async () => {
        throw new Error('still broken');
      },
    });
    await deliverAll(countedEvent(randomUUID(), 1));
    await service().client.deadLetter.updateMany({
      where: { consumer: group },
      data: { requeuedAt: new Date() },
    });
    await expect
      .poll(deadLetters, EVENTUALLY)
      .toMatchObject([{ attempts: 4, requeuedAt: null, error: 'Error: still broken' }]);
  });
});
