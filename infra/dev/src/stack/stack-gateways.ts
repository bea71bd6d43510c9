import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { step } from '../output/step.ts';
import { type LogMode, type SupervisedProcess, supervise } from '../process/supervise.ts';
import type { LocalTokens } from '../registry/ensure-local-tokens.ts';
import { LOCAL_REF } from '../registry/local-graph.ts';
import { gatewayProcesses, type StackContext } from './process-definitions.ts';
import { followServedVersion, type ServedVersion } from './served-version.ts';

/** The gateways of a stack, however many: one address. */
export interface StackGateways {
  /** Whether there is a copy of what the registry served last, to begin with before it can be asked. */
  hasCopy(): boolean;
  /** Starts them, unless they have been with the same tokens. Resolves to where they listen. */
  start(tokens: LocalTokens): Promise<string>;
  /** Resolves when each serves that version; rejects with UserError when one does not. */
  untilServing(version: number): Promise<void>;
  processes(): readonly SupervisedProcess[];
  stop(): Promise<void>;
}

interface Started {
  readonly tokens: LocalTokens;
  readonly gateways: readonly { process: SupervisedProcess; served: ServedVersion }[];
  readonly listening: Promise<string>;
}

export function createStackGateways(options: {
  context: StackContext;
  copyFolder: string;
  workers: number;
  logMode: LogMode;
}): StackGateways {
  const { context, copyFolder, workers, logMode } = options;
  let started: Started | null = null;

  function launch(tokens: LocalTokens): Started {
    const source = { tokens, copyFolder };
    const gateways = gatewayProcesses(context, source, workers).map((definition) => {
      const served = followServedVersion();
      return { process: supervise(definition, logMode, served.onLine), served };
    });
    return { tokens, gateways, listening: untilAllListen(gateways.map(({ process }) => process)) };
  }

  async function stop(): Promise<void> {
    await Promise.all(started?.gateways.map(({ process }) => process.stop()) ?? []);
  }

  return {
    hasCopy: () => existsSync(join(copyFolder, `${LOCAL_REF}.json`)),
    async start(tokens) {
      if (started !== null && !isDeepStrictEqual(started.tokens, tokens)) {
        await started.listening.catch(() => undefined);
        await stop();
        started = null;
      }
      started ??= launch(tokens);
      return started.listening;
    },
    async untilServing(version) {
      await Promise.all(started?.gateways.map(({ served }) => served.reaches(version)) ?? []);
    },
    processes: () => started?.gateways.map(({ process }) => process) ?? [],
    stop,
  };
}

async function untilAllListen(gateways: readonly SupervisedProcess[]): Promise<string> {
  const [url] = await Promise.all(
    gateways.map(({ name, listening }) =>
      step(`${name} listens`, async (note) => {
        const at = await listening;
        note(at);
        return at;
      }),
    ),
  );
  return url as string;
}
