import { type InvalidInput, invalidInput } from '@causeway/subgraph-kit';
import type { Audit } from '../audit/audit.ts';
import { isName, NAME_RULE, parseGraphRef } from '../references/graph-ref.ts';
import { EVERY_GRAPH, may, mayKnow, requirePermission, type Token } from '../tokens/token.ts';
import type { Graph, Variant } from './graph.ts';
import type { GraphsStore } from './graphs-store.ts';

export type Graphs = ReturnType<typeof createGraphs>;

export type CreateGraphOutcome =
  | (Graph & { readonly __typename: 'Graph' })
  | { readonly __typename: 'NameTaken'; readonly message: string }
  | InvalidInput;

/** Graphs and variants as the caller of this request may see them: what it may not is not there. */
export function createGraphs(parts: { store: GraphsStore; audit: Audit; viewer: Token }) {
  const { store, audit, viewer } = parts;
  const sees = ({ graphName: graph, name: variant }: Variant) =>
    may(viewer, 'READ', { graph, variant });

  return {
    async list(): Promise<readonly Graph[]> {
      const names = viewer.grants.map(({ graph }) => graph);
      return store.list(names.includes(EVERY_GRAPH) ? null : names);
    },

    async find(name: string): Promise<Graph | null> {
      return isName(name) && mayKnow(viewer, name) ? store.find(name) : null;
    },

    async listVariants({ name }: Graph): Promise<readonly Variant[]> {
      return (await store.listVariants(name)).filter(sees);
    },

    async findVariant(ref: string): Promise<Variant | null> {
      const parsed = parseGraphRef(ref);
      if (parsed === null || !may(viewer, 'READ', parsed)) return null;
      return store.findVariant(ref);
    },

    async create(name: string): Promise<CreateGraphOutcome> {
      requirePermission(viewer, 'ADMIN', { graph: name });
      if (!isName(name)) return invalidInput([{ path: ['name'], message: NAME_RULE }]);
      const created = await store.create(name);
      if (created === null) {
        return { __typename: 'NameTaken', message: `There is a graph "${name}" already.` };
      }
      await audit.note({ action: 'graph.create', graph: name, outcome: 'DONE', summary: name });
      return { __typename: 'Graph', ...created };
    },
  };
}
