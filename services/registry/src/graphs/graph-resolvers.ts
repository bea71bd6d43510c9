import type { Resolvers } from '../generated/resolvers.ts';
import { listConnection, readListPage } from '../list-page.ts';

export const graphResolvers = {
  Query: {
    graphs: (_root, _args, { graphs }) => graphs.list(),
    graph: (_root, { name }, { graphs }) => graphs.find(name),
    variant: (_root, { ref }, { graphs }) => graphs.findVariant(ref),
  },
  Mutation: {
    createGraph: (_root, { name }, { graphs }) => graphs.create(name),
  },
  Graph: {
    variants: (graph, _args, { graphs }) => graphs.listVariants(graph),
    async audit(graph, args, { audit }) {
      const page = readListPage(args);
      const before = page.before === null ? null : BigInt(page.before);
      const rows = await audit.list(graph, { before, limit: page.size + 1 });
      return listConnection(rows.map(withNumber), page, ({ number }) => number);
    },
    tokens: ({ name }, _args, { tokens }) => tokens.listOfGraph(name),
  },
  Variant: {
    graph: ({ graphName: name }) => ({ name }),
    gateways: (variant, _args, { gatewayStates }) => gatewayStates.list(variant),
    async subgraphs(variant, _args, { versions }) {
      const current = await versions.current(variant);
      return current === null ? [] : versions.subgraphsOf(current);
    },
    async subgraph(variant, { name }, { versions }) {
      const current = await versions.current(variant);
      const subgraphs = current === null ? [] : await versions.subgraphsOf(current);
      return subgraphs.find((subgraph) => subgraph.name === name) ?? null;
    },
    current: (variant, _args, { versions }) => versions.current(variant),
    async versions(variant, args, { versions }) {
      const page = readListPage(args);
      const rows = await versions.list(variant, { before: page.before, limit: page.size + 1 });
      return listConnection(rows, page, ({ number }) => number);
    },
    version: (variant, { number }, { versions }) => versions.find(variant, number),
    diff: (variant, pair, { versions }) => versions.findPair(variant, pair),
  },
} satisfies Resolvers;

function withNumber<R extends { id: bigint; ref: string | null }>({ id, ref, ...entry }: R) {
  return { ...entry, id: String(id), variant: ref, number: Number(id) };
}
