import { expect, test } from 'vitest';
import { createExchangeLog, type Exchange } from './exchange-log.ts';

function exchangeOf(durationMs: number): Exchange {
  return { status: 200, durationMs, sizeBytes: 1, errorCount: 0, report: null };
}

test('records each exchange with the tab in which it began', () => {
  const log = createExchangeLog();
  log.follow('first');
  const record = log.begin();
  log.follow('second');
  record(exchangeOf(1));
  log.begin()(exchangeOf(2));
  expect(log.byTab.get()).toEqual(
    new Map([
      ['first', exchangeOf(1)],
      ['second', exchangeOf(2)],
    ]),
  );
});

test('forgets the exchange of a tab when its next one begins, or is forgotten', () => {
  const log = createExchangeLog();
  log.follow('tab');
  log.begin()(exchangeOf(1));
  log.begin();
  expect(log.byTab.get().size).toBe(0);
  log.begin()(exchangeOf(2));
  log.forget();
  expect(log.byTab.get().size).toBe(0);
});
