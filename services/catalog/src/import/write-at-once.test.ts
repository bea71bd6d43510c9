import { expect, test, vi } from 'vitest';
import type { Batch } from './take-batches.ts';
import { writeAtOnce } from './write-at-once.ts';

const batch = (...names: string[]): Batch => ({ records: [], names: new Set(names) });

/** Writes that end when they are told to. */
function createWriter() {
  const begun: { batch: Batch; end: () => void; fail: (error: Error) => void }[] = [];
  const write = (written: Batch) =>
    new Promise<void>((end, fail) => {
      begun.push({ batch: written, end, fail });
    });
  return { begun, write };
}

async function* each(...batches: Batch[]) {
  yield* batches;
}

test('writes as many batches at once as it may, and no more', async () => {
  const { begun, write } = createWriter();
  const batches = [batch('a'), batch('b'), batch('c')];
  const written = writeAtOnce(each(...batches), 2, write);
  await vi.waitUntil(() => begun.length === 2);
  begun[1]?.end();
  await vi.waitUntil(() => begun.length === 3);
  begun[0]?.end();
  begun[2]?.end();
  await written;
  expect(begun.map((one) => one.batch)).toEqual(batches);
});

test('has a batch wait for one that names the same', async () => {
  const { begun, write } = createWriter();
  const written = writeAtOnce(each(batch('a', 'x'), batch('b'), batch('c', 'x')), 3, write);
  await vi.waitUntil(() => begun.length === 2);
  begun[1]?.end();
  await new Promise(setImmediate);
  expect(begun).toHaveLength(2);
  begun[0]?.end();
  await vi.waitUntil(() => begun.length === 3);
  begun[2]?.end();
  await written;
});

test('rejects with what went wrong first, begins no other, and waits for those that are begun', async () => {
  const { begun, write } = createWriter();
  const written = writeAtOnce(each(batch('a'), batch('b'), batch('c')), 2, write);
  const outcome = vi.fn();
  written.catch(outcome);
  await vi.waitUntil(() => begun.length === 2);
  begun[0]?.fail(new Error('first'));
  await new Promise(setImmediate);
  expect(outcome).not.toHaveBeenCalled();
  begun[1]?.fail(new Error('second'));
  await expect(written).rejects.toThrow('first');
  expect(begun).toHaveLength(2);
});

test('rejects when the batches cannot be read, after those that are begun', async () => {
  const { begun, write } = createWriter();
  async function* broken() {
    yield batch('a');
    throw new Error('The disk is gone.');
  }
  const written = writeAtOnce(broken(), 2, write);
  await vi.waitUntil(() => begun.length === 1);
  begun[0]?.end();
  await expect(written).rejects.toThrow('The disk is gone.');
});
