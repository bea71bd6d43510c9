import { fileURLToPath } from 'node:url';
import { findFreePort } from '../bench/contenders/find-free-port.ts';
import {
  type StartedProcess,
  startProcess,
  untilItListens,
  watched,
} from '../bench/machine/start-process.ts';
import { drilledWorkload } from './drilled-workload.ts';

const ENTRY = fileURLToPath(new URL('./subgraph-process.ts', import.meta.url));
/** It has a process of its own, so that it can be done away with alone. */
const ALONE = 'reviews';

export interface RunningSubgraph {
  readonly port: number;
  /** The process that serves it now. */
  current(): StartedProcess;
  /** Starts another process on the port, and tells the one that was there to go. Gives its exit code. */
  replace(): Promise<number | null>;
}

export interface RunningSubgraphs {
  urlOf(name: string): string;
  /** The subgraph that has a process of its own. */
  readonly alone: RunningSubgraph;
  stop(): Promise<void>;
}

/** Serves the drill's subgraphs from two processes: one of them alone, and the others. */
export async function startSubgraphs(folder: string): Promise<RunningSubgraphs> {
  const [alone, others] = await Promise.all([startSubgraph(folder), startSubgraph(folder)]);
  const names = new Set(drilledWorkload.subgraphs.map(({ name }) => name));
  return {
    urlOf(name) {
      if (!names.has(name)) throw new Error(`There is no subgraph "${name}".`);
      const { port } = name === ALONE ? alone : others;
      return `http://127.0.0.1:${port}/${name}`;
    },
    alone,
    async stop() {
      await Promise.all([alone, others].map((subgraph) => subgraph.current().stop()));
    },
  };
}

async function startSubgraph(folder: string): Promise<RunningSubgraph> {
  const port = await findFreePort();
  let current = await startOne(folder, port);
  return {
    port,
    current: () => current,
    async replace() {
      const old = current;
      current = await startOne(folder, port);
      old.child.kill('SIGTERM');
      return old.exited;
    },
  };
}

async function startOne(folder: string, port: number): Promise<StartedProcess> {
  const command = [process.execPath, ...watched, ENTRY, '--port', String(port)];
  const started = startProcess({ command, folder });
  await started.untilIt(untilItListens);
  return started;
}
