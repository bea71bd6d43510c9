import type { LogLine } from '../output/log-line.ts';
import { UserError } from '../user-error.ts';

const DEADLINE_MS = 120_000;

/** Which version of the graph a gateway serves, as its own log says. */
export interface ServedVersion {
  onLine(line: LogLine): void;
  /** Rejects with UserError when the gateway refuses that version, or does not come to it within two minutes. */
  reaches(version: number): Promise<void>;
}

export function followServedVersion(): ServedVersion {
  let served = 0;
  let refused: { version: number; reason: string } | null = null;
  let heard = Promise.withResolvers<void>();

  return {
    onLine({ text, fields }) {
      const version = Number(fields.version);
      if (text === 'serving a version of the registry') served = version;
      else if (text === 'supergraph refused; the running one stays') {
        refused = { version, reason: String(fields.reason) };
      } else return;
      heard.resolve();
      heard = Promise.withResolvers();
    },

    async reaches(version) {
      const signal = AbortSignal.timeout(DEADLINE_MS);
      while (served < version) {
        if (refused?.version === version) {
          throw new UserError(`The gateway refuses version ${version}: ${refused.reason}`);
        }
        if (signal.aborted) {
          throw new UserError(`The gateway serves version ${served}, not ${version}.`);
        }
        await Promise.race([heard.promise, aborted(signal)]);
      }
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
