import { beforeEach, describe, expect, test } from 'vitest';
import { GatewayError } from '../errors/gateway-error.ts';
import { createInFlightLimit, type InFlightLimit } from './in-flight-limit.ts';

const overloaded = () => new GatewayError('SUBGRAPH_OVERLOADED', 'Too many.');
const refused = expect.objectContaining({ code: 'SUBGRAPH_OVERLOADED' });
const LONG_MS = 10_000;

let places: InFlightLimit;
let signal: AbortSignal;
beforeEach(() => {
  signal = new AbortController().signal;
  places = createInFlightLimit({ max: 2, queue: 2, queueTimeoutMs: LONG_MS }, overloaded);
});
const enter = () => places.enter(signal, LONG_MS);

test('so many start at once, and the next in their order when a place is free', async () => {
  expect([enter(), enter()]).toEqual([undefined, undefined]);
  const started: string[] = [];
  const waiting = ['third', 'fourth'].map((name) => enter()?.then(() => started.push(name)));
  places.leave();
  await waiting[0];
  expect(started).toEqual(['third']);
  places.leave();
  await waiting[1];
  expect(started).toEqual(['third', 'fourth']);
  for (let count = 0; count < 2; count += 1) places.leave();
  expect([enter(), enter()]).toEqual([undefined, undefined]);
});

test('one more than may wait is refused at once', async () => {
  for (let count = 0; count < 4; count += 1) enter();
  await expect(enter()).rejects.toEqual(refused);
});

describe('one that waits leaves its place in the queue to others', () => {
  beforeEach(() => {
    enter();
    enter();
  });

  /** Whether two more can wait, and both get a place: none was lost. */
  async function expectRoom(): Promise<void> {
    const waiting = [enter(), enter()];
    places.leave();
    places.leave();
    await Promise.all(waiting);
  }

  test('when it has waited too long', async () => {
    places = createInFlightLimit({ max: 2, queue: 2, queueTimeoutMs: 20 }, overloaded);
    enter();
    enter();
    await expect(enter()).rejects.toEqual(refused);
    await expectRoom();
  });

  test('when its deadline is over', async () => {
    await expect(places.enter(signal, 20)).rejects.toEqual(refused);
    await expectRoom();
  });

  test('when nobody waits for it any more', async () => {
    const client = new AbortController();
    const waiting = places.enter(client.signal, LONG_MS);
    client.abort();
    const gone = expect.objectContaining({ code: 'REQUEST_CANCELLED' });
    await expect(waiting).rejects.toEqual(gone);
    await expect(places.enter(client.signal, LONG_MS)).rejects.toEqual(gone);
    await expectRoom();
  });
});
