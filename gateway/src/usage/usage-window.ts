import type { DocumentNode } from 'graphql';
import type { Client } from './client-of.ts';

/** An operation that was asked for, as it was written. */
export interface AskedOperation {
  /** Equal only for the same operation of the same text. */
  readonly key: string;
  readonly document: DocumentNode;
  readonly operationName: string | null;
}

export interface ClientCount extends Client {
  count: number;
  errorCount: number;
}

export interface OperationCount {
  readonly operation: AskedOperation;
  readonly clients: ReadonlyMap<string, ClientCount>;
}

/** What was asked for within some seconds. */
export interface UsageWindow {
  /** Counts one request, which stands for `weight` of them. */
  count(operation: AskedOperation, client: Client, told: { weight: number; failed: boolean }): void;
  readonly operations: Iterable<OperationCount>;
  /** How many requests found no place. */
  readonly dropped: number;
}

const MOST_OPERATIONS = 5_000;
const MOST_CLIENTS = 500;
/** Whoever comes after the first so many is counted together. */
const OTHER: Client = { name: '(other)', version: null };

/** Has an upper bound, whatever clients send: too many operations are dropped, too many clients are one. */
export function createUsageWindow(): UsageWindow {
  const operations = new Map<
    string,
    { operation: AskedOperation; clients: Map<string, ClientCount> }
  >();
  const clientKeys = new Set<string>();
  let dropped = 0;

  function countsOf(operation: AskedOperation): Map<string, ClientCount> | null {
    const known = operations.get(operation.key);
    if (known !== undefined) return known.clients;
    if (operations.size >= MOST_OPERATIONS) return null;
    const clients = new Map<string, ClientCount>();
    operations.set(operation.key, { operation, clients });
    return clients;
  }

  function place(client: Client): { key: string; client: Client } {
    const key = `${client.name ?? ''}\n${client.version ?? ''}`;
    if (clientKeys.has(key)) return { key, client };
    if (clientKeys.size >= MOST_CLIENTS) return { key: '\n(other)', client: OTHER };
    clientKeys.add(key);
    return { key, client };
  }

  return {
    count(operation, asking, { weight, failed }) {
      const counts = countsOf(operation);
      if (counts === null) {
        dropped += weight;
        return;
      }
      const { key, client } = place(asking);
      const known = counts.get(key);
      const errorCount = failed ? weight : 0;
      if (known === undefined) {
        counts.set(key, { ...client, count: weight, errorCount });
        return;
      }
      known.count += weight;
      known.errorCount += errorCount;
    },
    get operations() {
      return operations.values();
    },
    get dropped() {
      return dropped;
    },
  };
}
