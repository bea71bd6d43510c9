/** Work that several may wait for at once. */
export interface Coalescer<V> {
  /**
   * Does the work of a key, or joins whoever has it under way. The work's signal is aborted when
   * nobody waits for it any more; a failure is everyone's, and is not kept.
   */
  join(key: string, waiter: AbortSignal, work: (signal: AbortSignal) => Promise<V>): Promise<V>;
}

export function createCoalescer<V>(): Coalescer<V> {
  const underWay = new Map<
    string,
    { result: Promise<V>; waiting: number; abort: AbortController }
  >();
  return {
    join(key, waiter, work) {
      const entry = underWay.get(key) ?? begin(key, work);
      entry.waiting += 1;
      waiter.addEventListener(
        'abort',
        () => {
          entry.waiting -= 1;
          if (entry.waiting > 0) return;
          entry.abort.abort();
          if (underWay.get(key) === entry) underWay.delete(key);
        },
        { once: true },
      );
      return entry.result;
    },
  };

  function begin(key: string, work: (signal: AbortSignal) => Promise<V>) {
    const abort = new AbortController();
    const result = work(abort.signal).finally(() => {
      if (underWay.get(key)?.result === result) underWay.delete(key);
    });
    const entry = { result, waiting: 0, abort };
    underWay.set(key, entry);
    return entry;
  }
}
