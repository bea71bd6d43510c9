const RENEWED_AFTER = 32;

/**
 * A map for entries that come and go for ever.
 *
 * PERF: each table that a `Map` outgrows keeps its entries and points to the next table. One that gets old
 * thus holds on to all that come after it, until the whole heap is collected; it made garbage collection
 * three times as dear. Here nothing points from the old tables to the new ones. `npm run bench`, federated.
 */
export class FleetingMap<K, V> {
  #entries = new Map<K, V>();
  #added = 0;

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  set(key: K, value: V): void {
    this.#added += 1;
    // As many as there are, at least: what is copied is then no more than what was added.
    if (this.#added > Math.max(RENEWED_AFTER, this.#entries.size)) {
      this.#entries = new Map(this.#entries);
      this.#added = 0;
    }
    this.#entries.set(key, value);
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  values(): IterableIterator<V> {
    return this.#entries.values();
  }
}
