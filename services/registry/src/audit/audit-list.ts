import type { Graph } from '../graphs/graph.ts';
import { requirePermission, type Token } from '../tokens/token.ts';
import type { AuditStore } from './audit-store.ts';

export type AuditList = ReturnType<typeof createAuditList>;

/** What was done with a graph, for whoever may read all of it. */
export function createAuditList({ store, viewer }: { store: AuditStore; viewer: Token }) {
  return {
    async list({ name }: Graph, page: { before: bigint | null; limit: number }) {
      requirePermission(viewer, 'ADMIN', { graph: name });
      return store.list(name, page);
    },
  };
}
