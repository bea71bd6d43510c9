import type { Resolvers } from '../generated/resolvers.ts';
import { listConnection, readListPage } from '../list-page.ts';
import type { AffectedOperation, Check, CheckedChange } from './check.ts';

export const checkResolvers = {
  Mutation: {
    checkSubgraph: (_root, { input }, { checks }) => checks.check(input),
  },
  Variant: {
    async checks(variant, args, { checks }) {
      const page = readListPage(args);
      const before = page.before === null ? null : BigInt(page.before);
      const rows = await checks.list(variant, { before, limit: page.size + 1 });
      return listConnection(rows, page, ({ id }) => Number(id));
    },
    check: (variant, { id }, { checks }) => checks.find(variant, id),
  },
  Check: {
    id: ({ id }) => String(id),
    since: ({ since }) => new Date(since),
    changes: (check) => check.changes.map((change) => changeOf(change, check)),
    lint: ({ lint, subgraph }) =>
      lint.map(({ line, column, ...problem }) => ({
        ...problem,
        place: { subgraph, line, column },
      })),
  },
} satisfies Resolvers;

function changeOf({ affected, ...change }: CheckedChange, { operations }: Check) {
  const described = affected.flatMap((id) => operations[id] ?? []);
  return { ...change, affected: described.map(affectedOf) };
}

function affectedOf({ clients: counted, ...operation }: AffectedOperation) {
  const clients = counted.map(({ lastSeen, ...client }) => ({
    ...client,
    lastSeen: new Date(lastSeen),
  }));
  return {
    clients,
    operation: {
      ...operation,
      firstSeen: new Date(operation.firstSeen),
      lastSeen: new Date(operation.lastSeen),
      clients: async () => clients.map((client) => ({ ...client, operationId: operation.id })),
    },
  };
}
