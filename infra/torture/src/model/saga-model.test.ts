import { takesStock } from '@causeway/catalog';
import { describe, expect, test } from 'vitest';
import { beginning, isAtRest, stepsFrom, type World } from './saga-model.ts';

/** Every world that any order of events leads to, with the worlds that one step leads from it. */
function explore(): ReadonlyMap<string, { world: World; next: readonly string[] }> {
  const found = new Map<string, { world: World; next: readonly string[] }>();
  const open = [beginning];
  for (let world = open.pop(); world !== undefined; world = open.pop()) {
    const key = JSON.stringify(world);
    if (found.has(key)) continue;
    const steps = stepsFrom(world);
    found.set(key, { world, next: steps.map((step) => JSON.stringify(step)) });
    open.push(...steps);
  }
  return found;
}

const worlds = explore();
const all = [...worlds.values()].map(({ world }) => world);
const atRest = all.filter(isAtRest);

const describeOutcome = ({ order, reservation, provider }: World) =>
  `${order.status}, payment ${order.payment}, stock ${reservation}, money ${provider}`;

describe('the saga, in every order in which its messages, answers, people and kills can come', () => {
  test('has been explored to its end', () => {
    expect(all.length).toBeGreaterThan(1_000);
  });

  test('comes to rest in these outcomes and no others', () => {
    expect([...new Set(atRest.map(describeOutcome))].sort()).toMatchInlineSnapshot(`
      [
        "CANCELLED, payment DECLINED, stock RETURNED, money refused",
        "CANCELLED, payment NOT_ASKED, stock EXPIRED, money unknown",
        "CANCELLED, payment NOT_ASKED, stock RELEASED, money unknown",
        "CANCELLED, payment NOT_ASKED, stock SHORT, money unknown",
        "CANCELLED, payment REFUNDED, stock RETURNED, money refunded",
        "CANCELLED, payment VOIDED, stock EXPIRED, money declined",
        "CANCELLED, payment VOIDED, stock EXPIRED, money voided",
        "CANCELLED, payment VOIDED, stock RELEASED, money declined",
        "CANCELLED, payment VOIDED, stock RELEASED, money voided",
        "CANCELLED, payment VOIDED, stock RETURNED, money refused",
        "CANCELLED, payment VOIDED, stock RETURNED, money voided",
        "CONFIRMED, payment CAPTURED, stock SOLD, money captured",
        "FULFILLED, payment CAPTURED, stock SENT, money captured",
        "REJECTED, payment DECLINED, stock EXPIRED, money declined",
        "REJECTED, payment DECLINED, stock RELEASED, money declined",
        "REJECTED, payment NOT_ASKED, stock EXPIRED, money unknown",
        "REJECTED, payment NOT_ASKED, stock RELEASED, money unknown",
        "REJECTED, payment NOT_ASKED, stock SHORT, money unknown",
        "REJECTED, payment VOIDED, stock EXPIRED, money declined",
        "REJECTED, payment VOIDED, stock EXPIRED, money voided",
        "REJECTED, payment VOIDED, stock RELEASED, money declined",
        "REJECTED, payment VOIDED, stock RELEASED, money voided",
        "REJECTED, payment VOIDED, stock RETURNED, money voided",
      ]
    `);
  });

  test('comes to rest from wherever it is', () => {
    const reaches = new Set(
      [...worlds].filter(([, { world }]) => isAtRest(world)).map(([key]) => key),
    );
    for (let before = -1; before !== reaches.size; ) {
      before = reaches.size;
      for (const [key, { next }] of worlds) {
        if (next.some((step) => reaches.has(step))) reaches.add(key);
      }
    }
    expect(reaches.size).toBe(worlds.size);
  });

  test('at rest has taken money and stock for orders that stand, and for no others', () => {
    for (const { order, reservation, provider } of atRest) {
      const stands = order.status === 'CONFIRMED' || order.status === 'FULFILLED';
      const taken = [provider === 'captured', reservation !== null && takesStock(reservation)];
      expect([order, taken]).toEqual([order, [stands, stands]]);
      expect(provider).not.toBe('held');
    }
  });

  test('never takes money before the stock is sold', () => {
    for (const { provider, reservation } of all.filter(({ provider }) => provider === 'captured')) {
      expect([provider, reservation]).toEqual([
        'captured',
        expect.stringMatching(/^(SOLD|RETURNED|SENT)$/),
      ]);
    }
  });

  test('never sends what is not paid', () => {
    for (const { order, provider } of all.filter(({ order }) => order.status === 'FULFILLED')) {
      expect([order.status, provider]).toEqual(['FULFILLED', 'captured']);
    }
  });
});
