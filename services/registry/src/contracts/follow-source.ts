import { DomainError, type Logger } from '@causeway/subgraph-kit';
import type { Composition } from '../composing/compose-worker.ts';
import type { Composer } from '../composing/composer.ts';
import type { GraphsStore } from '../graphs/graphs-store.ts';
import type { NextVersion, PublishingStore } from '../publishing/publishing-store.ts';
import { parseGraphRef } from '../references/graph-ref.ts';
import { sha256 } from '../sha256.ts';
import type { Version } from '../versions/version.ts';
import type { VersionsStore } from '../versions/versions-store.ts';
import type { Contract } from './contract.ts';
import type { ContractsStore } from './contracts-store.ts';

const MOST_TRIES = 10;

/** Keeps contracts what their sources make of them. */
export interface FollowSource {
  /** Cuts the source's current version down; what comes out is not kept. */
  cut(contract: Contract): Promise<Composition>;
  /** Makes the contract's next version, if the source's current one leads to another. */
  refresh(contract: Contract): Promise<void>;
  /** All contracts of a variant that has a new version. Never rejects: the source is published all the same. */
  refreshAllOf(sourceRef: string): Promise<void>;
  /** All there are: what a process that ended in between has left. */
  refreshAll(): Promise<void>;
}

export function createFollowSource(parts: {
  contracts: ContractsStore;
  publishing: PublishingStore;
  versions: VersionsStore;
  graphs: GraphsStore;
  composer: Composer;
  logger: Logger;
  now: () => Date;
}): FollowSource {
  const { contracts, publishing, versions, graphs, composer, logger, now } = parts;

  async function currentOf(ref: string): Promise<Version | null> {
    const variant = await graphs.findVariant(ref);
    return variant?.current == null ? null : versions.find(ref, variant.current);
  }

  async function cutVersion(contract: Contract, { supergraphHash }: Version): Promise<Composition> {
    const [text] = await versions.listTexts([supergraphHash]);
    if (text === undefined) throw new Error(`There is no text ${supergraphHash}.`);
    const { includeTags, excludeTags, hidesUnreachable } = contract;
    return composer.cut(text.text, { includeTags, excludeTags, hidesUnreachable });
  }

  /** False when the contract has moved on meanwhile. */
  async function attempt(contract: Contract): Promise<boolean> {
    const source = await currentOf(contract.sourceRef);
    if (source === null) return true;
    const before = await currentOf(contract.ref);
    const cut = await cutVersion(contract, source);
    if (cut.kind === 'refused') {
      const problem = cut.reasons.map(({ message }) => message).join('\n');
      logger.warn({ ref: contract.ref, problem }, 'contract stays behind its source');
      await contracts.noteProblem(contract.ref, problem);
      return true;
    }
    const { supergraphSdl, apiSdl } = cut;
    if (before?.supergraphHash !== sha256(supergraphSdl)) {
      const version = await publishing.append(
        nextOf(contract, { source, before, supergraphSdl, apiSdl }),
      );
      if (version === null) return false;
    }
    await contracts.noteProblem(contract.ref, null);
    return true;
  }

  function nextOf(
    { ref: contractRef, sourceRef }: Contract,
    made: { source: Version; before: Version | null; supergraphSdl: string; apiSdl: string },
  ): NextVersion {
    const { source, before, supergraphSdl, apiSdl } = made;
    const ref = parseGraphRef(contractRef);
    if (ref === null) throw new Error(`"${contractRef}" is no reference.`);
    const { changedSubgraphs, reason, createdBy } = source;
    const summary = `follows version ${source.number} of ${sourceRef}`;
    const at = now();
    return {
      ...{ ref, changedSubgraphs, reason, createdBy, supergraphSdl, apiSdl },
      ...{ cause: 'CONTRACT', restores: null, revision: null, keptIds: [], published: [] },
      hasTurn: false,
      createdAt: at,
      basedOn: before?.number ?? null,
      audit: {
        ...{ at, by: createdBy, action: 'contract.set', outcome: 'DONE', summary },
        ...{ graph: ref.graph, ref: ref.ref },
      },
    };
  }

  async function refresh(contract: Contract): Promise<void> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) if (await attempt(contract)) return;
    throw new DomainError('CONFLICT', `${contract.ref} is changed by others all the time.`);
  }

  async function refreshEach(list: () => Promise<readonly Contract[]>): Promise<void> {
    try {
      for (const contract of await list()) await refresh(contract);
    } catch (err) {
      logger.error({ err }, 'contracts could not follow their source; they do at the next publish');
    }
  }

  return {
    async cut(contract) {
      const source = await currentOf(contract.sourceRef);
      if (source === null) throw new Error(`${contract.sourceRef} has no version.`);
      return cutVersion(contract, source);
    },
    refresh,
    refreshAllOf: (sourceRef) => refreshEach(() => contracts.listOfSource(sourceRef)),
    refreshAll: () => refreshEach(() => contracts.listAll()),
  };
}
