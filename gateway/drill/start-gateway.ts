import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../bench/contenders/find-free-port.ts';
import {
  type StartedProcess,
  startProcess,
  untilItListens,
  watched,
} from '../bench/machine/start-process.ts';

const ENTRY = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** A machine that is slow, or busy with other things, is not to be taken for an overload. */
const PATIENT = { maxWaitMs: 60_000 };

export interface DrilledGateway {
  readonly port: number;
  readonly process: StartedProcess;
  readonly supergraphFile: string;
  /** The status at `/health/<name>`. */
  health(name: 'live' | 'ready'): Promise<number>;
}

/** Starts our gateway as a user does; `settings` are those of its file. */
export async function startGateway(options: {
  folder: string;
  supergraph: string;
  port?: number | undefined;
  settings?: Readonly<Record<string, unknown>> | undefined;
}): Promise<DrilledGateway> {
  const port = options.port ?? (await findFreePort());
  const supergraphFile = join(options.folder, 'supergraph.graphql');
  const settingsFile = join(options.folder, 'gateway.yaml');
  writeFileSync(supergraphFile, options.supergraph);
  // YAML reads JSON.
  writeFileSync(settingsFile, JSON.stringify({ overload: PATIENT, ...options.settings }));
  const process = startProcess({
    command: [
      ...[globalThis.process.execPath, '--max-semi-space-size=32', '--expose-gc', ...watched],
      ...[ENTRY, '--supergraph', supergraphFile, '--config', settingsFile],
    ],
    folder: options.folder,
    env: { PORT: String(port), REUSE_PORT: 'true', METRICS_PORT: 'off', LOG_LEVEL: 'error' },
  });
  await process.untilIt(untilItListens);
  return {
    ...{ port, process, supergraphFile },
    async health(name) {
      const headers = { connection: 'close' };
      const response = await fetch(`http://127.0.0.1:${port}/health/${name}`, { headers });
      await response.arrayBuffer();
      return response.status;
    },
  };
}
