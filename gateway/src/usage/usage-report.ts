import { setImmediate as nextTurn } from 'node:timers/promises';
import { type NormalOperation, normaliseOperation } from '@causeway/schema-kit/operations';
import { type DocumentNode, Kind } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { AskedOperation, ClientCount, UsageWindow } from './usage-window.ts';

/** Longer ones are no operations that people wrote. */
const MOST_TEXT_CHARACTERS = 64 * 1_024;
const MOST_KEPT_CHARACTERS = 16 * 1_024 * 1_024;

/** What is reported of one operation. */
export interface ReportedOperation {
  readonly normal: NormalOperation;
  readonly clients: readonly ClientCount[];
}

export interface SummedUsage {
  readonly operations: readonly ReportedOperation[];
  readonly dropped: number;
}

/** Sums up a window, between requests: those who differ in values only are one operation. */
export type SumUsage = (window: UsageWindow) => Promise<SummedUsage>;

export function createSumUsage(): SumUsage {
  /** False for what is not reported. */
  const normals = new LRUCache<string, NormalOperation | false>({
    maxSize: MOST_KEPT_CHARACTERS,
    sizeCalculation: (normal, key) => key.length + (normal === false ? 1 : normal.text.length),
  });

  async function normalOf({ key, document, operationName }: AskedOperation) {
    const known = normals.get(key);
    if (known !== undefined) return known;
    // Others come first: a large document takes a millisecond or two.
    await nextTurn();
    const normal = normaliseOperation(document, operationName);
    const kept = normal !== null && isWorthTelling(document, normal) ? normal : false;
    normals.set(key, kept);
    return kept;
  }

  return async (window) => {
    const summed = new Map<
      string,
      { normal: NormalOperation; clients: Map<string, ClientCount> }
    >();
    for (const { operation, clients } of window.operations) {
      const normal = await normalOf(operation);
      if (normal === false) continue;
      const sum = summed.get(normal.id) ?? { normal, clients: new Map() };
      summed.set(normal.id, sum);
      for (const [key, client] of clients) add(sum.clients, key, client);
    }
    const operations = Array.from(summed.values(), ({ normal, clients }) => ({
      normal,
      clients: [...clients.values()],
    }));
    return { operations, dropped: window.dropped };
  };
}

function add(sums: Map<string, ClientCount>, key: string, client: ClientCount): void {
  const sum = sums.get(key);
  if (sum === undefined) {
    sums.set(key, { ...client });
    return;
  }
  sum.count += client.count;
  sum.errorCount += client.errorCount;
}

/** Who only reads the schema uses none of it. */
function isWorthTelling({ definitions }: DocumentNode, { text }: NormalOperation): boolean {
  if (text.length > MOST_TEXT_CHARACTERS) return false;
  return definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.selectionSet.selections.some(
        (selection) => selection.kind !== Kind.FIELD || !selection.name.value.startsWith('__'),
      ),
  );
}
