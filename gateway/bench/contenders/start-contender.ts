import { type ChildProcess, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sendOnce } from '../load/send-once.ts';
import { onGatewayCore } from '../machine/cores.ts';
import { type ProcessUsage, processUsage } from '../machine/process-usage.ts';
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
const PAUSE_ANSWER_MS = 2_000;
const WATCHER = fileURLToPath(new URL('../machine/watch-event-loop.mjs', import.meta.url));

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
    started.push(startProcess(options, port));
    await started[0]?.untilIt((child) => untilItAnswers(child, port));
    // The port answers by now; each further process tells itself that it listens there too.
    while (started.length < (options.contender.processes ?? 1)) {
      const next = startProcess(options, port);
      started.push(next);
      await next.untilIt(untilItListens);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const children = started.map(({ child }) => child);
  const pids = children.map(({ pid }) => pid as number);
  return {
    ...{ port, pids },
    usage: () => pids.map(processUsage),
    resetLongestPause() {
      for (const child of children) if (child.connected) child.send('reset');
    },
    async longestPauseMs() {
      const pauses = await Promise.all(children.map(askLongestPause));
      const known = pauses.filter((pause) => pause !== null);
      return known.length === 0 ? null : Math.max(...known);
    },
    stop,
  };
}

interface StartedProcess {
  child: ChildProcess;
  /** Rejects with what the process wrote when it does not come so far. */
  untilIt(comesSoFar: (child: ChildProcess) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

function startProcess(
  { contender, graph, nodeFlags }: Parameters<typeof startContender>[0],
  port: number,
): StartedProcess {
  const { nodeFlags: ownFlags = [], args, env } = contender.command(graph, port);
  const flags = [...nodeFlags, ...ownFlags, '--import', WATCHER];
  const command = [process.execPath, ...flags, ...args];
  const [program = '', ...rest] =
    contender.processes === undefined ? onGatewayCore(command) : command;
  const child = spawn(program, rest, {
    cwd: graph.folder,
    env: { ...process.env, ...QUIET, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const readOutput = keepOutput(child);
  const exited = once(child, 'exit');
  return {
    child,
    async untilIt(comesSoFar) {
      try {
        await comesSoFar(child);
      } catch (error) {
        throw new Error(`does not start: ${error}\n${readOutput()}`);
      }
    },
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

const QUIET = {
  NODE_ENV: 'production',
  APOLLO_TELEMETRY_DISABLED: '1',
  // Node's own cache of compiled modules would be shared by who runs first.
  NODE_COMPILE_CACHE: '',
};

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

async function untilItListens(child: ChildProcess): Promise<void> {
  const signal = AbortSignal.timeout(START_DEADLINE_MS);
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`it exits with ${code}`);
  });
  await Promise.race([messageWith('listens', child, signal), ended]);
}

/** The end of what it writes, to show when it fails. */
function keepOutput(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output = (output + chunk).slice(-2_000);
    });
  }
  return () => output;
}

async function askLongestPause(child: ChildProcess): Promise<number | null> {
  if (!child.connected) return null;
  child.send('read');
  try {
    const signal = AbortSignal.timeout(PAUSE_ANSWER_MS);
    return await messageWith<number>('longestPauseMs', child, signal);
  } catch {
    return null;
  }
}

/** What the watcher says under a name, whatever else it says before. */
async function messageWith<T>(name: string, child: ChildProcess, signal: AbortSignal): Promise<T> {
  for await (const [message] of on(child, 'message', { signal })) {
    if (name in message) return message[name];
  }
  throw new Error(`no ${name}`);
}
