import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Reads once for all who ask for a key within one turn of the event loop, as those do whom one event
 * wakes. Who asks later is never given what was read before: it may be old.
 */
export function shareReads<V>(read: (key: string) => Promise<V>): (key: string) => Promise<V> {
  const next = new Map<string, Promise<V>>();
  return (key) => {
    const shared = next.get(key) ?? readNextTurn(key);
    next.set(key, shared);
    return shared;
  };

  async function readNextTurn(key: string): Promise<V> {
    await nextTurn();
    next.delete(key);
    return read(key);
  }
}
