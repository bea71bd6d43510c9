import { setImmediate as nextTurn } from 'node:timers/promises';
import { coordinatesOf } from '@causeway/schema-kit/operations';
import type { Logger } from '@causeway/subgraph-kit';
import { type GraphQLSchema, parse } from 'graphql';
import { sha256 } from '../sha256.ts';
import type { ReadSchema } from '../versions/read-schema.ts';
import type { ReportedOperation, UsageReport } from './usage-report.ts';
import type { NewOperation, UsageStore } from './usage-store.ts';

/** A variant whose clients write a new operation each time is told so, rather than filling the database. */
export const MOST_OPERATIONS = 50_000;
const MOST_TOKENS = 20_000;

/** Counts what a gateway reports; returns the ids of the operations whose documents are missing. */
export type RecordUsage = (
  ref: string,
  key: string,
  report: UsageReport,
) => Promise<readonly string[]>;

export function createRecordUsage(parts: {
  store: UsageStore;
  readSchema: ReadSchema;
  logger: Logger;
  now: () => Date;
}): RecordUsage {
  const { store, readSchema, logger, now } = parts;

  return async (ref, key, { operations }) => {
    const at = now();
    const known = await store.findKnown(
      ref,
      operations.map(({ id }) => id),
    );
    const unknown = operations.filter(({ id }) => !known.has(id));
    const told = unknown.filter(({ document }) => document !== undefined);
    const kept = await keep(ref, told, at);
    const refused = new Set(told.map(({ id }) => id).filter((id) => !kept.has(id)));
    const counted = operations.filter(({ id }) => !refused.has(id));
    if (counted.length > 0) await store.addCounts(ref, key, { operations: counted, at });
    return unknown.filter(({ document }) => document === undefined).map(({ id }) => id);
  };

  /** Returns the ids of those that are kept now. */
  async function keep(
    ref: string,
    operations: readonly ReportedOperation[],
    at: Date,
  ): Promise<ReadonlySet<string>> {
    const schema = operations.length === 0 ? null : await readSchema.current(ref);
    if (schema === null) return new Set();
    const room = MOST_OPERATIONS - (await store.countOperations(ref));
    if (room < operations.length) {
      logger.warn({ ref, most: MOST_OPERATIONS }, 'operations not recorded: there are too many');
    }
    const read: NewOperation[] = [];
    for (const operation of operations.slice(0, Math.max(0, room))) {
      // A report may bring a thousand: others come in between.
      await nextTurn();
      const found = readOperation(operation, schema);
      if (found !== null) read.push(found);
    }
    if (read.length > 0) await store.keepOperations(ref, read, at);
    return new Set(read.map(({ id }) => id));
  }
}

/** Null when the document is not what its id says, or is no GraphQL. */
function readOperation(
  { id, name, type, document = '' }: ReportedOperation,
  schema: GraphQLSchema,
): NewOperation | null {
  if (sha256(document) !== id) return null;
  try {
    const parsed = parse(document, { noLocation: true, maxTokens: MOST_TOKENS });
    const coordinates = coordinatesOf(parsed, schema);
    return { id, name, type: TYPES[type], document, coordinates };
  } catch {
    return null;
  }
}

const TYPES = { query: 'QUERY', mutation: 'MUTATION', subscription: 'SUBSCRIPTION' } as const;
