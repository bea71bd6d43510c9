import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCheckListed } from './check-listed.ts';
import { createSafelist } from './safelist.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const safelist = await createSafelist([
  { id: 'a', name: 'A', type: 'query', body: 'query A { a }' },
]);

function logging() {
  const told: unknown[] = [];
  const counted: unknown[] = [];
  const check = createCheckListed({
    safelist: () => safelist,
    mode: 'log',
    metrics: { persistedOperation: (outcome) => void counted.push(outcome) },
  });
  const logger = {
    warn: ({ operationName }: Record<string, unknown>) => void told.push(operationName),
  };
  return {
    told,
    counted,
    send: (operationName: string) =>
      check({ query: `query ${operationName} { a }`, operationName }, { logger }),
  };
}

test('the log tells of an operation that is not on the list once a minute; each is counted', () => {
  const { told, counted, send } = logging();
  for (const name of ['A', 'B', 'B', 'C', 'B']) expect(send(name).operationName).toBe(name);
  expect(told).toEqual(['B', 'C']);
  vi.advanceTimersByTime(61_000);
  send('B');
  expect(told).toEqual(['B', 'C', 'B']);
  expect(counted).toEqual(Array(5).fill('not-in-list'));
});

test('the log does not grow faster, however many operations there are', () => {
  const { told, counted, send } = logging();
  for (let index = 0; index < 500; index += 1) send(`Other${index}`);
  expect(told).toHaveLength(100);
  expect(counted).toHaveLength(500);
});
