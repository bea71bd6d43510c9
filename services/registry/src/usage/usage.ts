import { DomainError } from '@causeway/subgraph-kit';
import { isInterfaceType, isObjectType } from 'graphql';
import type { Variant } from '../graphs/graph.ts';
import type { PublishingStore } from '../publishing/publishing-store.ts';
import type { ReadSchema } from '../versions/read-schema.ts';
import { fieldOwners } from './field-owners.ts';
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
      const operations = await store.listOperations(since, { coordinate, limit: first });
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
      const uses = await store.listCoordinates({ ref, since });
      const used = new Map(uses.map((use) => [use.coordinate, use]));
      const owners = fieldOwners((await publishing.readHead(ref)).subgraphs);
      return Object.values(schema.getTypeMap())
        .filter((type) => isObjectType(type) || isInterfaceType(type))
        .filter(({ name }) => !name.startsWith('__'))
        .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
        .map(({ type, field }) => {
          const coordinate = `${type.name}.${field.name}`;
          const use = used.get(coordinate);
          return {
            coordinate,
            subgraphs: owners.get(coordinate) ?? [],
            isDeprecated: field.deprecationReason != null,
            count: use?.count ?? 0,
            operationCount: use?.operationCount ?? 0,
            lastSeen: use?.lastSeen ?? null,
            clients: use?.clients ?? [],
          };
        })
        .sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));
    },
  };
}
