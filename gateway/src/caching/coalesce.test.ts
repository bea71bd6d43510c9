import { expect, test } from 'vitest';
import { createCoalescer } from './coalesce.ts';

function joining() {
  const { join } = createCoalescer<number>();
  return (...args: Parameters<typeof join>) => join(...args).result;
}

test('does concurrent work once, and later work again', async () => {
  const join = joining();
  let calls = 0;
  const work = async () => {
    calls += 1;
    return calls;
  };
  const { signal } = new AbortController();
  expect(await Promise.all([join('a', signal, work), join('a', signal, work)])).toEqual([1, 1]);
  expect(await join('b', signal, work)).toBe(2);
  expect(await join('a', signal, work)).toBe(3);
});

test('gives a failure to all who wait, and does not keep it', async () => {
  const join = joining();
  const { signal } = new AbortController();
  const fail = async () => Promise.reject(new Error('no'));
  const both = await Promise.allSettled([join('a', signal, fail), join('a', signal, fail)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await join('a', signal, async () => 1)).toBe(1);
});

test('gives up when the last one has gone, and not before', async () => {
  const join = joining();
  const [one, two] = [new AbortController(), new AbortController()];
  let seen: AbortSignal | undefined;
  const hang = (signal: AbortSignal) => {
    seen = signal;
    return new Promise<number>(() => undefined);
  };
  join('a', one.signal, hang);
  join('a', two.signal, hang);
  one.abort();
  expect(seen?.aborted).toBe(false);
  two.abort();
  expect(seen?.aborted).toBe(true);
  expect(await join('a', new AbortController().signal, async () => 2)).toBe(2);
});

test('says who joined', () => {
  const { join } = createCoalescer<number>();
  const { signal } = new AbortController();
  const begin = () => join('a', signal, async () => 1).joined;
  expect([begin(), begin()]).toEqual([false, true]);
});
