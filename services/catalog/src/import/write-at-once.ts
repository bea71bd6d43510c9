import type { Batch } from './take-batches.ts';

/**
 * Writes batches, at most `limit` at once. One that names what another one names waits for it, so that
 * each record still finds what the one before it has made. Resolves when all are written. When one
 * cannot be written it begins no other, waits for those that are begun, and rejects with that error.
 */
export async function writeAtOnce(
  batches: AsyncIterable<Batch>,
  limit: number,
  write: (batch: Batch) => Promise<void>,
): Promise<void> {
  const running = new Map<Promise<void>, Batch>();
  const errors: unknown[] = [];
  const begin = (batch: Batch) => {
    const ended = write(batch)
      .catch((error: unknown) => {
        errors.push(error);
      })
      .finally(() => running.delete(ended));
    running.set(ended, batch);
  };
  const mustWait = ({ names }: Batch) =>
    running.size >= limit || running.values().some((other) => haveOneInCommon(names, other.names));
  try {
    for await (const batch of batches) {
      while (mustWait(batch)) await Promise.race(running.keys());
      if (errors.length > 0) break;
      begin(batch);
    }
  } finally {
    await Promise.all(running.keys());
  }
  if (errors.length > 0) throw errors[0];
}

function haveOneInCommon(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return some.values().some((name) => others.has(name));
}
