import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sendOnce } from '../load/send-once.ts';
import { onGatewayCore } from '../machine/cores.ts';
import type { Contender, GraphFiles } from './contender.ts';
import { findFreePort } from './find-free-port.ts';

export interface RunningContender {
  port: number;
  pid: number;
  resetLongestPause(): void;
  /** Of its event loop, where it is a Node process and was watched. */
  longestPauseMs(): Promise<number | null>;
  stop(): Promise<void>;
}

const START_DEADLINE_MS = 60_000;
const POLL_MS = 100;
const PAUSE_ANSWER_MS = 2_000;
const WATCHER = fileURLToPath(new URL('../machine/watch-event-loop.mjs', import.meta.url));

/** Starts a gateway on its core and returns once it answers. */
export async function startContender(options: {
  contender: Contender;
  graph: GraphFiles;
  nodeFlags: readonly string[];
}): Promise<RunningContender> {
  const { contender, graph, nodeFlags } = options;
  const port = await findFreePort();
  const { nodeFlags: ownFlags = [], args, env } = contender.command(graph, port);
  const flags = [...nodeFlags, ...ownFlags, '--import', WATCHER];
  const [program = '', ...rest] = onGatewayCore([process.execPath, ...flags, ...args]);
  const child = spawn(program, rest, {
    cwd: graph.folder,
    env: { ...process.env, ...QUIET, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const readOutput = keepOutput(child);
  const exited = once(child, 'exit');
  try {
    await untilItAnswers(child, port);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`does not start: ${error}\n${readOutput()}`);
  }
  return {
    port,
    pid: child.pid as number,
    resetLongestPause: () => child.connected && child.send('reset'),
    longestPauseMs: () => askLongestPause(child),
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
    const [message] = await once(child, 'message', {
      signal: AbortSignal.timeout(PAUSE_ANSWER_MS),
    });
    return message.longestPauseMs;
  } catch {
    return null;
  }
}
