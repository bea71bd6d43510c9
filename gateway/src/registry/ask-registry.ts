import type { RegistrySettings } from '../config/registry-settings.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type Artefact, ArtefactError } from './artefact.ts';
import { fetchArtefact, RegistryUnavailableError } from './fetch-artefact.ts';
import { pauseAfter } from './pause.ts';
import type { VerifyArtefact } from './verify-artefact.ts';

export interface AskRegistry {
  /**
   * The next version that may be served; null when there is none yet. Rejects with RegistryUnavailableError, or
   * with ArtefactError for one that must not be served.
   */
  next(
    known: { serving: Artefact | null; refused: Artefact | null },
    ask: { waitSeconds: number; signal: AbortSignal },
  ): Promise<Artefact | null>;
  /** The same, again and again while the registry is away; without a version at hand also while it has none. */
  untilAnswered(known: Artefact | null, signal: AbortSignal): Promise<Artefact | null>;
}

export function createAskRegistry(
  settings: RegistrySettings,
  { verify, metrics }: { verify: VerifyArtefact; metrics: Metrics },
): AskRegistry {
  const next: AskRegistry['next'] = async ({ serving, refused }, ask) => {
    const known = [serving, refused].flatMap((artefact) => artefact?.hash ?? []);
    try {
      const fetched = await fetchArtefact(settings, { ...ask, known });
      metrics.registryRequest(fetched.kind);
      if (fetched.kind === 'same') return null;
      return notOlder(await verify(fetched), serving);
    } catch (error) {
      if (!ask.signal.aborted) {
        metrics.registryRequest(error instanceof ArtefactError ? 'refused' : 'failed');
      }
      throw error;
    }
  };

  return {
    next,
    async untilAnswered(known, signal) {
      for (let failures = 1; ; failures += 1) {
        try {
          return await next({ serving: known, refused: null }, { waitSeconds: 0, signal });
        } catch (error) {
          if (!(error instanceof RegistryUnavailableError)) throw error;
          await pauseAfter(error, failures, signal);
          if (signal.aborted) throw error;
        }
      }
    },
  };
}

/** An old artefact is signed as well as a new one: whoever hands it out again would take changes back. */
function notOlder(artefact: Artefact, serving: Artefact | null): Artefact {
  if (serving === null || artefact.number >= serving.number) return artefact;
  throw new ArtefactError(
    `version ${artefact.number} is older than version ${serving.number}, which was served`,
  );
}
