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
import { RegistryUnavailableError } from './fetch-artefact.ts';
import { pause, pauseAfter } from './pause.ts';
import { reportState } from './report-state.ts';
import { createVerifyArtefact } from './verify-artefact.ts';

/** A registry that does not hold requests is not asked more often. */
const LEAST_ROUND_MS = 1_000;
/** One that was away for less is restarted, or starts together with this gateway: nobody has to look. */
const PASSING_MS = 5_000;

export interface FollowParts {
  /** What this gateway tells the registry it is, unlike any other. */
  readonly instance: string;
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
 * older than what was served, or refused by `prepare` is reported, and the running one kept. Begins with the
 * copy on disk, if there is one that can be served, and waits for the registry only without. The first load
 * rejects with SupergraphError.
 */
export function followRegistry(settings: RegistrySettings, parts: FollowParts): SupergraphManager {
  const { graph, waitSeconds } = settings;
  const { trust, metrics, prepare } = parts;
  const logger = parts.logger.child({ graph });
  const verify = createVerifyArtefact({ trust, graph });
  const copy = createArtefactCopy({ folder: settings.cacheFolder, graph, verify, logger });
  const ask = createAskRegistry(settings, { verify, metrics });
  const reports = reportState(settings, { instance: parts.instance, logger });
  const stopped = new AbortController();

  async function loadFirst(): Promise<Artefact> {
    const kept = await copy.read();
    const fault = kept === null ? null : await faultOf(kept);
    if (kept !== null && fault === null) return kept;
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(settings.startTimeoutMs)]);
    try {
      const fetched = await ask.untilAnswered(kept, signal);
      if (fetched === null) throw new SupergraphError(fault ?? 'there is none');
      await prepare(fetched.sdl);
      await copy.write(fetched);
      return fetched;
    } catch (cause) {
      throw new SupergraphError(reasonOf(cause), { cause });
    }
  }

  /** Why what is on disk cannot be served, though it was once: by a gateway of another release. */
  async function faultOf({ sdl, number }: Artefact): Promise<string | null> {
    try {
      await prepare(sdl);
      return null;
    } catch (error) {
      const reason = reasonOf(error);
      logger.error({ version: number, reason }, 'the copy of the supergraph cannot be served');
      return reason;
    }
  }

  async function follow(first: Artefact, update: (sdl: string) => void): Promise<void> {
    let position: Position = { serving: first, refused: null };
    let answeredAtMs = performance.now();
    for (let failures = 0; !stopped.signal.aborted; ) {
      const startedAtMs = performance.now();
      try {
        const next = await ask.next(position, { waitSeconds, signal: stopped.signal });
        answeredAtMs = performance.now();
        failures = 0;
        if (next !== null) position = await exchange(position, next, update);
      } catch (error) {
        if (stopped.signal.aborted) return;
        tellOf(error, performance.now() - answeredAtMs);
        failures += 1;
        await pauseAfter(error, failures, stopped.signal);
      }
      await pause(LEAST_ROUND_MS - (performance.now() - startedAtMs), stopped.signal);
    }
  }

  function tellOf(error: unknown, awayMs: number): void {
    const isPassing = error instanceof RegistryUnavailableError && awayMs < PASSING_MS;
    const reason = reasonOf(error);
    logger[isPassing ? 'info' : 'warn'](
      { reason },
      'the registry gives no supergraph; the running one stays',
    );
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
