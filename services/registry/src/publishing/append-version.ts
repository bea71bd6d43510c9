import type { VersionCause } from '@causeway/registry-db';
import type { CompositionReason } from '@causeway/schema-kit';
import { DomainError, type InvalidField } from '@causeway/subgraph-kit';
import type { AuditEvent } from '../audit/audit.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Composition } from '../composing/compose-worker.ts';
import type { Composer } from '../composing/composer.ts';
import type { ContractsStore } from '../contracts/contracts-store.ts';
import type { FollowSource } from '../contracts/follow-source.ts';
import { createTurns } from '../create-turns.ts';
import type { GraphsStore } from '../graphs/graphs-store.ts';
import type { GraphRef } from '../references/graph-ref.ts';
import type { Version } from '../versions/version.ts';
import type { VersionsStore } from '../versions/versions-store.ts';
import type { Head, NewSubgraph, PublishingStore } from './publishing-store.ts';

const MOST_VARIANTS = 200;

/** What a head becomes. */
export type Change =
  | {
      readonly kind: 'change';
      readonly kept: Head['subgraphs'];
      readonly published: readonly NewSubgraph[];
      /** The names of the subgraphs that are not what they were. */
      readonly changed: readonly string[];
      /** What it composes to, when that is known. */
      readonly composed?: { readonly supergraphSdl: string; readonly apiSdl: string };
    }
  | { readonly kind: 'invalid'; readonly fields: readonly InvalidField[] };

/** A change that somebody asks for. */
export interface ChangeRequest {
  readonly ref: GraphRef;
  readonly cause: VersionCause;
  readonly restores: number | null;
  readonly revision: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly action: AuditEvent['action'];
  readonly summary: string;
  /** Makes the change from what there is; again if that has moved on in the meantime. */
  readonly apply: (head: Head) => Change;
}

export type AppendOutcome =
  | {
      readonly kind: 'appended' | 'unchanged';
      readonly version: Version;
      readonly hints: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reasons: readonly CompositionReason[] }
  | { readonly kind: 'invalid'; readonly fields: readonly InvalidField[] };

/** Composes a change and makes it the variant's next version. Throws CONFLICT when it had to wait too long. */
export type AppendVersion = (request: ChangeRequest) => Promise<AppendOutcome>;

/**
 * Composing takes seconds, so it is done without holding anything. If another process has changed the variant
 * meanwhile, it is done again, and then in turn: while one process has the turn, others cannot get in before
 * it, and whoever tries waits for the next. Changes that come to one process always take turns.
 */
export function createAppendVersion(parts: {
  store: PublishingStore;
  versions: VersionsStore;
  graphs: GraphsStore;
  auditStore: AuditStore;
  contracts: ContractsStore;
  follow: FollowSource;
  composer: Composer;
  now: () => Date;
}): AppendVersion {
  const { store, versions, graphs, auditStore, contracts, follow, composer, now } = parts;
  const turns = createTurns();
  const contested = createTurns();

  return async (request) => {
    const { ref, graph } = request.ref;
    if ((await graphs.find(graph)) === null) {
      return invalid('ref', `there is no graph "${graph}"; it has to be made first`);
    }
    if ((await contracts.find(ref)) !== null) {
      return invalid(
        'ref',
        `${ref} is a contract: it changes with the variant that it is a part of`,
      );
    }
    return turns.take(ref, async () => {
      const outcome = (await attempt(request, { hasTurn: false })) ?? (await inTurn(request));
      if (outcome?.kind === 'appended') await follow.refreshAllOf(ref);
      if (outcome !== null) return outcome;
      throw new DomainError('CONFLICT', `${ref} was changed by others all the time. Try again.`);
    });
  };

  /** One at a time, whatever the variant: each turn holds a connection of the pool for as long as it lasts. */
  async function inTurn(request: ChangeRequest): Promise<AppendOutcome | null> {
    return contested.take('', () =>
      store.inTurn(request.ref.ref, () => attempt(request, { hasTurn: true })),
    );
  }

  /** Null when the variant has moved on, or somebody else has the turn. */
  async function attempt(
    request: ChangeRequest,
    { hasTurn }: { hasTurn: boolean },
  ): Promise<AppendOutcome | null> {
    const { ref, cause, restores, revision, reason, by } = request;
    const head = await store.readHead(ref.ref);
    if (head.number === null && (await graphs.countVariants(ref.graph)) >= MOST_VARIANTS) {
      return invalid('ref', `"${ref.graph}" has ${MOST_VARIANTS} variants already`);
    }
    const change = request.apply(head);
    if (change.kind === 'invalid') return change;
    const { kept, published, changed } = change;
    if (changed.length === 0 && head.number !== null) return unchanged(ref.ref, head.number);
    const composition = await compositionOf(change);
    if (composition.kind === 'refused') {
      await auditStore.append(entryOf(request, 'REFUSED'));
      return composition;
    }
    const { supergraphSdl, apiSdl, hints } = composition;
    const version = await store.append({
      ...{ ref, cause, restores, revision, reason, supergraphSdl, apiSdl, published },
      changedSubgraphs: changed,
      createdBy: by,
      createdAt: now(),
      basedOn: head.number,
      keptIds: kept.map(({ id }) => id),
      audit: entryOf(request, 'DONE'),
      hasTurn,
    });
    return version && { kind: 'appended', version, hints };
  }

  async function compositionOf(change: Change & { kind: 'change' }): Promise<Composition> {
    const { kept, published, composed } = change;
    if (composed !== undefined) return { kind: 'composed', hints: [], ...composed };
    return composer.compose(
      [...kept, ...published].map(({ name, routingUrl, sdl }) => ({ name, routingUrl, sdl })),
    );
  }

  async function unchanged(ref: string, number: number): Promise<AppendOutcome> {
    const version = await versions.find(ref, number);
    if (version === null) throw new Error(`${ref} has no version ${number}, its current one.`);
    return { kind: 'unchanged', version, hints: [] };
  }

  function entryOf(request: ChangeRequest, outcome: 'DONE' | 'REFUSED') {
    const { action, by, summary, ref } = request;
    const why = outcome === 'REFUSED' ? ': does not compose' : '';
    return {
      ...{ action, by, outcome, at: now(), ref: ref.ref, graph: ref.graph },
      summary: `${summary}${why}`,
    };
  }
}

function invalid(field: string, message: string): AppendOutcome {
  return { kind: 'invalid', fields: [{ path: [field], message }] };
}
