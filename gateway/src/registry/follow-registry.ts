import type { SupergraphManager } from '@apollo/gateway';
import type { AssertionTrust, Current, Logger } from '@causeway/subgraph-kit/service';
import type { RegistrySettings } from '../config/registry-settings.ts';
import { reasonOf } from '../errors/reason-of.ts';
import { SupergraphError } from '../supergraph/supergraph-error.ts';
import type { SupergraphLoader } from '../supergraph/supergraph-loader.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Artefact } from './artefact.ts';
import { createArtefactCopy } from './artefact-copy.ts';
import { createAskRegistry } from './ask-registry.ts';
import { pause, pauseAfter } from './pause.ts';
import { reportState } from './report-state.ts';
import { createVerifyArtefact } from './verify-artefact.ts';

/** With a copy at hand, a registry that does not answer at once is not waited for. */
const START_WITH_COPY_MS = 2_000;
/** A registry that does not hold requests is not asked more often. */
const LEAST_ROUND_MS = 1_000;

export interface FollowParts {
  readonly trust: Current<AssertionTrust>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Does what takes long before an update. Rejects with SupergraphError for what must not be served. */
  readonly prepare: SupergraphLoader['prepare'];
}

/** What is served, and what was refused since: neither is asked for again. */
interface Position {
  readonly serving: Artefact;
  readonly refused: Artefact | null;
}

/**
 * Takes the supergraph from the registry, and each new version as soon as there is one. What is not signed,
 * older than what was served, or refused by `prepare` is reported, and the running one kept. When the registry
 * is away at the start, the copy on disk is served. The first load rejects with SupergraphError.
 */
export function followRegistry(settings: RegistrySettings, parts: FollowParts): SupergraphManager {
  const { graph, waitSeconds } = settings;
  const { trust, metrics, prepare } = parts;
  const logger = parts.logger.child({ graph });
  const verify = createVerifyArtefact({ trust, graph });
  const copy = createArtefactCopy({ folder: settings.cacheFolder, graph, verify, logger });
  const ask = createAskRegistry(settings, { verify, metrics });
  const reports = reportState(settings, logger);
  const stopped = new AbortController();

  async function loadFirst(): Promise<Artefact> {
    const kept = await copy.read();
    const deadlineMs = kept === null ? settings.startTimeoutMs : START_WITH_COPY_MS;
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(deadlineMs)]);
    try {
      const fetched = await ask.untilAnswered(kept, signal);
      if (fetched !== null) await prepare(fetched.sdl);
      return fetched ?? (kept as Artefact);
    } catch (error) {
      const reason = reasonOf(error);
      if (kept === null) throw new SupergraphError(reason, { cause: error });
      logger.warn({ reason, version: kept.number }, 'the registry gives none; serving the copy');
      return kept;
    }
  }

  async function follow(first: Artefact, update: (sdl: string) => void): Promise<void> {
    let position: Position = { serving: first, refused: null };
    for (let failures = 0; !stopped.signal.aborted; ) {
      const startedAtMs = performance.now();
      try {
        const next = await ask.next(position, { waitSeconds, signal: stopped.signal });
        failures = 0;
        if (next !== null) position = await exchange(position, next, update);
      } catch (error) {
        if (stopped.signal.aborted) return;
        const reason = reasonOf(error);
        logger.warn({ reason }, 'the registry gives no supergraph; the running one stays');
        failures += 1;
        await pauseAfter(error, failures, stopped.signal);
      }
      await pause(LEAST_ROUND_MS - (performance.now() - startedAtMs), stopped.signal);
    }
  }

  async function exchange(
    { serving }: Position,
    next: Artefact,
    update: (sdl: string) => void,
  ): Promise<Position> {
    try {
      await prepare(next.sdl);
      update(next.sdl);
    } catch (error) {
      if (!stopped.signal.aborted) refuse(serving, next, reasonOf(error));
      return { serving, refused: next };
    }
    announce(next);
    await copy.write(next);
    return { serving: next, refused: null };
  }

  function refuse(serving: Artefact, { number }: Artefact, reason: string): void {
    metrics.registryRequest('refused');
    logger.error({ version: number, reason }, 'supergraph refused; the running one stays');
    reports.tell({ serving: serving.number, refused: { number, reason, at: new Date() } });
  }

  function announce({ number }: Artefact): void {
    metrics.supergraphVersion(number);
    logger.info({ version: number }, 'serving a version of the registry');
    reports.tell({ serving: number, refused: null });
  }

  return {
    async initialize({ update }) {
      const first = await loadFirst();
      announce(first);
      await copy.write(first);
      const following = follow(first, update);
      return {
        supergraphSdl: first.sdl,
        cleanup: async () => {
          stopped.abort();
          reports.stop();
          await following;
        },
      };
    },
  };
}
