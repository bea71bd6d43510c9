import type { ChildProcess } from 'node:child_process';
import { sendOnce } from '../load/send-once.ts';
import { onGatewayCore } from '../machine/cores.ts';
import type { ProcessUsage } from '../machine/process-usage.ts';
import {
  type StartedProcess,
  startProcess,
  untilItListens,
  watched,
} from '../machine/start-process.ts';
import type { Contender, GraphFiles } from './contender.ts';
import { findFreePort } from './find-free-port.ts';

export interface RunningContender {
  port: number;
  pids: readonly number[];
  /** Of each of its processes; what they start counts as theirs. */
  usage(): ProcessUsage[];
  resetLongestPause(): void;
  /** Of its event loops, where it is a Node process and was watched. */
  longestPauseMs(): Promise<number | null>;
  stop(): Promise<void>;
}

const START_DEADLINE_MS = 60_000;
const POLL_MS = 100;

/** Starts a gateway on its core, or its processes on any, and returns once it answers. */
export async function startContender(options: {
  contender: Contender;
  graph: GraphFiles;
  nodeFlags: readonly string[];
  /** Any free one unless it is said. */
  port?: number;
}): Promise<RunningContender> {
  const { port = await findFreePort() } = options;
  const started: StartedProcess[] = [];
  const stop = async () => {
    await Promise.all(started.map((process) => process.stop()));
  };
  try {
    started.push(startOne(options, port));
    await started[0]?.untilIt((child) => untilItAnswers(child, port));
    // The port answers by now; each further process tells itself that it listens there too.
    while (started.length < (options.contender.processes ?? 1)) {
      const next = startOne(options, port);
      started.push(next);
      await next.untilIt(untilItListens);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    pids: started.map(({ child }) => child.pid as number),
    usage: () => started.map((process) => process.usage()),
    resetLongestPause() {
      for (const process of started) process.resetLongestPause();
    },
    async longestPauseMs() {
      const pauses = await Promise.all(started.map((process) => process.longestPauseMs()));
      const known = pauses.filter((pause) => pause !== null);
      return known.length === 0 ? null : Math.max(...known);
    },
    stop,
  };
}

function startOne(
  { contender, graph, nodeFlags }: Parameters<typeof startContender>[0],
  port: number,
): StartedProcess {
  const { nodeFlags: ownFlags = [], args, env } = contender.command(graph, port);
  const command = [process.execPath, ...nodeFlags, ...ownFlags, ...watched, ...args];
  return startProcess({
    command: contender.processes === undefined ? onGatewayCore(command) : command,
    folder: graph.folder,
    env,
  });
}

async function untilItAnswers(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + START_DEADLINE_MS;
  let reason: unknown;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`it exits with ${child.exitCode}`);
    try {
      const { head } = await sendOnce(port, { query: '{ __typename }' }, POLL_MS * 20);
      if (head.startsWith('HTTP/1.1 200')) return;
      reason = head;
    } catch (error) {
      reason = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`no answer within ${START_DEADLINE_MS} ms: ${reason}`);
}
