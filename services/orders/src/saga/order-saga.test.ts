import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countsAsPurchase, INITIAL_STATUS, type OrderStatus } from '../life-cycle/order-status.ts';
import { isAsking, type PaymentState } from '../payment/payment-state.ts';
import { sandboxTokens } from '../payment/sandbox/sandbox-token.ts';
import { advance, type OrderStage, type SagaMessage, sagaTable } from './order-saga.ts';

const pairs = Object.keys(sagaTable);
const messages: readonly SagaMessage[] = [
  'stock-reserved',
  'stock-short',
  'stock-sold',
  'reservation-expired',
  'authorised',
  'declined',
  'captured',
  'capture-refused',
  'voided',
  'refunded',
  'cancel',
  'reject',
  'fulfil',
  'timed-out',
];

function stageOf(pair: string): OrderStage {
  const [status, payment] = pair.split('/') as [OrderStatus, PaymentState];
  return { status, payment };
}

const ways = pairs.flatMap((pair) =>
  messages.flatMap((message) => {
    const from = stageOf(pair);
    const to = advance(from, message);
    return to === null ? [] : [{ from, message, to }];
  }),
);

describe('the saga of an order', () => {
  test('changes its status in these ways and no others', () => {
    const changes = ways
      .filter(({ from, to }) => from.status !== to.status)
      .map(({ from, to }) => `${from.status} → ${to.status}`);
    expect([...new Set(changes)].sort()).toEqual([
      'CONFIRMED → CANCELLED',
      'CONFIRMED → FULFILLED',
      'PENDING → CANCELLED',
      'PENDING → CONFIRMED',
      'PENDING → REJECTED',
    ]);
  });

  test('leads only to stages that it knows', () => {
    for (const { to } of ways) expect(pairs).toContain(`${to.status}/${to.payment}`);
  });

  test('reaches every stage but those from before there were payments', () => {
    const reached = new Set([`${INITIAL_STATUS}/NOT_ASKED`]);
    for (const pair of reached) {
      for (const message of messages) {
        const to = advance(stageOf(pair), message);
        if (to !== null) reached.add(`${to.status}/${to.payment}`);
      }
    }
    const old = ['CONFIRMED/NOT_ASKED', 'FULFILLED/NOT_ASKED'];
    expect([...reached, ...old].sort()).toEqual(pairs.toSorted());
  });

  test('does nothing when it is told the same twice', () => {
    for (const { message, to } of ways) expect(advance(to, message)).toBeNull();
  });

  test('ends: no stage is passed twice', () => {
    const passes = (pair: string, passed: readonly string[]): void => {
      expect(passed).not.toContain(pair);
      for (const message of messages) {
        const to = advance(stageOf(pair), message);
        if (to !== null) passes(`${to.status}/${to.payment}`, [...passed, pair]);
      }
    };
    for (const pair of pairs) passes(pair, []);
  });

  test('holds or takes money only while the order stands, and otherwise is about to give it back', () => {
    for (const pair of pairs) {
      const { status, payment } = stageOf(pair);
      if (['AUTHORISING', 'AUTHORISED', 'CAPTURING', 'CAPTURED'].includes(payment)) {
        expect([pair, countsAsPurchase(status)]).toEqual([pair, true]);
      }
      if (['VOIDING', 'REFUNDING'].includes(payment)) {
        expect([pair, countsAsPurchase(status)]).toEqual([pair, false]);
      }
    }
  });

  test('knows an answer to whatever it asks the provider', () => {
    for (const pair of pairs.filter((pair) => isAsking(stageOf(pair).payment))) {
      expect(Object.keys(sagaTable[pair as keyof typeof sagaTable])).not.toEqual([]);
    }
  });

  test('can always be cancelled before it is sent', () => {
    for (const pair of pairs.filter((pair) => /^(PENDING|CONFIRMED)/.test(pair))) {
      expect(advance(stageOf(pair), 'cancel')?.status).toBe('CANCELLED');
    }
  });

  test('refuses a stage that no order can be in', () => {
    expect(() => advance({ status: 'REJECTED', payment: 'CAPTURED' }, 'cancel')).toThrow();
  });
});

test('docs/checkout.md shows the table', () => {
  const page = readFileSync(new URL('../../../../docs/checkout.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| [A-Z]+\/[A-Z_]+ \|/.test(line));
  expect(rows).toEqual(
    Object.entries(sagaTable).flatMap(([from, ways]) =>
      Object.entries(ways).map(([message, to]) => `| ${from} | \`${message}\` | ${to} |`),
    ),
  );
});

test('docs/checkout.md names the tokens of the sandbox', () => {
  const page = readFileSync(new URL('../../../../docs/checkout.md', import.meta.url), 'utf8');
  const named = [...page.matchAll(/^\| `(tok_\w+)` \|/gm)].map(([, token]) => token);
  expect(named).toEqual(Object.keys(sandboxTokens));
});
