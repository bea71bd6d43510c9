import { DomainError } from '@causeway/subgraph-kit';
import type { Variant } from '../graphs/graph.ts';
import type { PublishingStore } from '../publishing/publishing-store.ts';
import type { ReadSchema } from '../versions/read-schema.ts';
import { fieldOwners } from './field-owners.ts';
import { fieldsOf } from './fields-of.ts';
import type { ClientUse, UsedOperation, UsedStore } from './used-store.ts';

export type Usage = ReturnType<typeof createUsage>;

/** An operation that can be asked who asked for it. */
export type RecordedOperationRow = UsedOperation & {
  readonly clients: () => Promise<readonly ClientUse[]>;
};

const MOST_DAYS = 400;
const MOST_LISTED = 500;
const DAY_MS = 24 * 3_600_000;

/** What was asked for of a variant; who may read it was decided with the variant. */
export function createUsage(parts: {
  store: UsedStore;
  publishing: PublishingStore;
  readSchema: ReadSchema;
  now: () => Date;
}) {
  const { store, publishing, readSchema, now } = parts;

  /** Throws BAD_USER_INPUT. */
  function sinceDays(days: number): Date {
    if (days >= 1 && days <= MOST_DAYS) return new Date(now().getTime() - days * DAY_MS);
    throw new DomainError('BAD_USER_INPUT', `\`days\` must be between 1 and ${MOST_DAYS}.`);
  }

  return {
    async listOperations(
      { ref }: Variant,
      args: { days: number; coordinate: string | null; first: number },
    ): Promise<readonly RecordedOperationRow[]> {
      const { days, coordinate, first } = args;
      if (first < 1 || first > MOST_LISTED) {
        throw new DomainError('BAD_USER_INPUT', `\`first\` must be between 1 and ${MOST_LISTED}.`);
      }
      const since = { ref, since: sinceDays(days) };
      const names = coordinate === null ? null : await namesOf(ref, coordinate);
      const operations = await store.listOperations(since, { names, limit: first });
      // One statement for all of them, and none where nobody asks.
      let clients: Promise<readonly ClientUse[]> | undefined;
      const ids = operations.map(({ id }) => id);
      return operations.map((operation) => ({
        ...operation,
        async clients() {
          clients ??= store.listClients(since, ids);
          return (await clients).filter(({ operationId }) => operationId === operation.id);
        },
      }));
    },

    /** Each field of the current schema, also those that nobody asked for, by coordinate. */
    async listFields({ ref, current }: Variant, days: number) {
      const since = sinceDays(days);
      const schema = await readSchema.current(ref);
      if (schema === null || current === null) return [];
      const fields = fieldsOf(schema);
      const uses = await store.listFields({ ref, since }, fields);
      const used = new Map(uses.map((use) => [use.coordinate, use]));
      const owners = fieldOwners((await publishing.readHead(ref)).subgraphs);
      return fields.map(({ coordinate, isInput, isDeprecated }) => {
        const use = used.get(coordinate);
        return {
          ...{ coordinate, isInput, isDeprecated },
          subgraphs: owners.get(coordinate) ?? [],
          count: use?.count ?? 0,
          operationCount: use?.operationCount ?? 0,
          lastSeen: use?.lastSeen ?? null,
          clients: use?.clients ?? [],
        };
      });
    },
  };

  /** What tells of the coordinate: that of an input field is also in variables. */
  async function namesOf(ref: string, coordinate: string): Promise<readonly string[]> {
    const schema = await readSchema.current(ref);
    const fields = schema === null ? [] : fieldsOf(schema);
    return fields.find((field) => field.coordinate === coordinate)?.names ?? [coordinate];
  }
}
