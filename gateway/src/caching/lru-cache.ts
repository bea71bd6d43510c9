export interface LruCache<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
}

/**
 * Keeps the values used last, as many as fit into `maxBytes` by the word of `sizeBytes`. A value that
 * alone would not fit is not kept.
 */
export function createLruCache<V>(options: {
  maxBytes: number;
  sizeBytes: (value: V) => number;
}): LruCache<V> {
  const { maxBytes, sizeBytes } = options;
  // A Map iterates in the order of insertion: the first entry is the one unused for longest.
  const entries = new Map<string, { value: V; bytes: number }>();
  let usedBytes = 0;

  const remove = (key: string) => {
    usedBytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value) {
      remove(key);
      const bytes = sizeBytes(value) + key.length;
      if (bytes > maxBytes) return;
      entries.set(key, { value, bytes });
      usedBytes += bytes;
      for (const [oldest] of entries) {
        if (usedBytes <= maxBytes) return;
        remove(oldest);
      }
    },
  };
}
