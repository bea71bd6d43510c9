import { FleetingMap } from './fleeting-map.ts';

/** Work that several may wait for at once. */
export interface Coalescer<V> {
  /**
   * Does the work of a key, or joins whoever has it under way. The work's signal is aborted when
   * nobody waits for it any more; a failure is everyone's, and is not kept.
   */
  join(
    key: string,
    waiter: AbortSignal,
    work: (signal: AbortSignal) => Promise<V>,
  ): { result: Promise<V> /** Whether somebody else had begun it. */; joined: boolean };
}

interface Entry<V> {
  readonly result: Promise<V>;
  readonly abort: AbortController;
  /** Who waits, with what is to be removed from each signal in the end. */
  readonly waiters: Map<() => void, AbortSignal>;
}

export function createCoalescer<V>(): Coalescer<V> {
  const underWay = new FleetingMap<string, Entry<V>>();
  return {
    join(key, waiter, work) {
      const known = underWay.get(key);
      const entry = known ?? begin(key, work);
      const leave = () => {
        entry.waiters.delete(leave);
        if (entry.waiters.size > 0) return;
        forget(key, entry);
        entry.abort.abort();
      };
      entry.waiters.set(leave, waiter);
      if (waiter.aborted) leave();
      else waiter.addEventListener('abort', leave, { once: true });
      return { result: entry.result, joined: known !== undefined };
    },
  };

  function begin(key: string, work: (signal: AbortSignal) => Promise<V>): Entry<V> {
    const abort = new AbortController();
    const result = work(abort.signal).finally(() => {
      forget(key, entry);
      for (const [leave, waiter] of entry.waiters) waiter.removeEventListener('abort', leave);
    });
    const entry: Entry<V> = { result, abort, waiters: new Map() };
    underWay.set(key, entry);
    return entry;
  }

  function forget(key: string, entry: Entry<V>): void {
    if (underWay.get(key) === entry) underWay.delete(key);
  }
}
