import { describe, expect, test } from 'vitest';
import { limitConcurrency } from './limit-concurrency.ts';

const forever = new AbortController().signal;

/** Work that ends when told, and a record of when each piece began. */
function createWork() {
  const begun: string[] = [];
  const pending = new Map<string, PromiseWithResolvers<string>>();
  return {
    begun,
    piece: (name: string) => () => {
      begun.push(name);
      const piece = Promise.withResolvers<string>();
      pending.set(name, piece);
      return piece.promise;
    },
    end: (name: string) => pending.get(name)?.resolve(name),
    fail: (name: string) => pending.get(name)?.reject(new Error(name)),
  };
}

describe('limitConcurrency', () => {
  test('runs what there is room for and admits the rest in the order of arrival', async () => {
    const work = createWork();
    const limit = limitConcurrency({ atOnce: 2, waiting: 10 });
    const results = ['a', 'b', 'c', 'd'].map((name) => limit.run(work.piece(name), forever));
    expect(work.begun).toEqual(['a', 'b']);
    work.end('b');
    await results[1];
    await expect.poll(() => work.begun).toEqual(['a', 'b', 'c']);
    work.end('c');
    await expect.poll(() => work.begun).toEqual(['a', 'b', 'c', 'd']);
    work.end('a');
    work.end('d');
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('refuses what finds the line full, and accepts again when it has moved', async () => {
    const work = createWork();
    const limit = limitConcurrency({ atOnce: 1, waiting: 1 });
    const first = limit.run(work.piece('first'), forever);
    const second = limit.run(work.piece('second'), forever);
    await expect(limit.run(work.piece('third'), forever)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
    work.end('first');
    await first;
    await expect.poll(() => work.begun).toEqual(['first', 'second']);
    const fourth = limit.run(work.piece('fourth'), forever);
    work.end('second');
    await second;
    await expect.poll(() => work.begun).toContain('fourth');
    work.end('fourth');
    expect(await fourth).toBe('fourth');
  });

  test('gives the place of failed work to the next', async () => {
    const work = createWork();
    const limit = limitConcurrency({ atOnce: 1, waiting: 1 });
    const failing = limit.run(work.piece('failing'), forever);
    const next = limit.run(work.piece('next'), forever);
    work.fail('failing');
    await expect(failing).rejects.toThrow('failing');
    await expect.poll(() => work.begun).toContain('next');
    work.end('next');
    expect(await next).toBe('next');
  });

  test('lets a caller who went away leave the line without being served', async () => {
    const work = createWork();
    const limit = limitConcurrency({ atOnce: 1, waiting: 1 });
    const first = limit.run(work.piece('first'), forever);
    const client = new AbortController();
    const gone = limit.run(work.piece('gone'), client.signal);
    const leaving = new Error('client left');
    client.abort(leaving);
    await expect(gone).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', cause: leaving });
    const next = limit.run(work.piece('next'), forever);
    work.end('first');
    await first;
    await expect.poll(() => work.begun).toEqual(['first', 'next']);
    work.end('next');
    await next;
  });

  test('does not let a caller stand in line who is gone already', async () => {
    const work = createWork();
    const limit = limitConcurrency({ atOnce: 1, waiting: 1 });
    const first = limit.run(work.piece('first'), forever);
    const gone = limit.run(work.piece('gone'), AbortSignal.abort());
    await expect(gone).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    work.end('first');
    await first;
    expect(work.begun).toEqual(['first']);
  });
});
