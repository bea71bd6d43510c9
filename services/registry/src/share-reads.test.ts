import { expect, test } from 'vitest';
import { shareReads } from './share-reads.ts';

test('reads once for all who ask in one turn, and again for who asks later', async () => {
  const begun: string[] = [];
  const answers: PromiseWithResolvers<number>[] = [];
  const read = shareReads((key) => {
    begun.push(key);
    const answer = Promise.withResolvers<number>();
    answers.push(answer);
    return answer.promise;
  });
  const first = [read('a'), read('b'), read('a')];
  expect(begun).toEqual([]);
  await expect.poll(() => begun).toEqual(['a', 'b']);
  // What was asked for before is still being read.
  const later = read('a');
  await expect.poll(() => begun).toEqual(['a', 'b', 'a']);
  for (const [index, answer] of answers.entries()) answer.resolve(index);
  expect(await Promise.all([...first, later])).toEqual([0, 1, 0, 2]);
});

test('lets all who share a read hear that it failed, and reads again for the next', async () => {
  let fails = true;
  const read = shareReads(async () => {
    if (fails) throw new Error('away');
    return 'back';
  });
  const both = await Promise.allSettled([read('a'), read('a')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  expect(await read('a')).toBe('back');
});
