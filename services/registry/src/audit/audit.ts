import type { Token } from '../tokens/token.ts';
import type { AuditStore } from './audit-store.ts';

/** Something that was done, or asked for and refused. */
export interface AuditEvent {
  readonly action:
    | 'graph.create'
    | 'subgraph.publish'
    | 'subgraph.delete'
    | 'supergraph.rollback'
    | 'contract.set'
    | 'token.create'
    | 'token.revoke';
  readonly graph: string;
  readonly ref?: string;
  readonly outcome: 'DONE' | 'REFUSED';
  /** What was asked for, in words. */
  readonly summary: string;
}

export interface Audit {
  note(event: AuditEvent): Promise<void>;
}

const MOST_CHARACTERS = 2_000;

/** Notes what the caller of this request does. */
export function createAudit(parts: { store: AuditStore; viewer: Token; now: () => Date }): Audit {
  const { store, viewer, now } = parts;
  return {
    async note({ ref, summary, ...event }) {
      await store.append({
        ...event,
        ref: ref ?? null,
        at: now(),
        by: viewer.name,
        summary: summary.slice(0, MOST_CHARACTERS),
      });
    },
  };
}
