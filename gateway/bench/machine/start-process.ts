import { type ChildProcess, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ProcessUsage, processUsage } from './process-usage.ts';

export interface StartedProcess {
  readonly child: ChildProcess;
  /** What it wrote last. */
  output(): string;
  /** Rejects with what the process wrote when it does not come so far. */
  untilIt(comesSoFar: (child: ChildProcess) => Promise<void>): Promise<void>;
  /** Its exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** What it starts counts as its own. */
  usage(): ProcessUsage;
  resetLongestPause(): void;
  /** Of its event loop, where it is a Node process and was watched. */
  longestPauseMs(): Promise<number | null>;
  /** What its heap holds, garbage aside, if it is started with `--expose-gc`. */
  heapBytes(): Promise<number | null>;
  stop(): Promise<void>;
}

const START_DEADLINE_MS = 60_000;
const ANSWER_MS = 2_000;
const WATCHER = fileURLToPath(new URL('./watch-event-loop.mjs', import.meta.url));

/** What makes a command of Node one that is watched. */
export const watched: readonly string[] = ['--import', WATCHER];

const QUIET = {
  NODE_ENV: 'production',
  APOLLO_TELEMETRY_DISABLED: '1',
  // Node's own cache of compiled modules would be shared by who runs first.
  NODE_COMPILE_CACHE: '',
};

export function startProcess(options: {
  command: readonly string[];
  folder: string;
  env?: Readonly<Record<string, string>> | undefined;
}): StartedProcess {
  const [program = '', ...args] = options.command;
  const child = spawn(program, args, {
    cwd: options.folder,
    env: { ...process.env, ...QUIET, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = keepOutput(child);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return {
    child,
    output,
    async untilIt(comesSoFar) {
      try {
        await comesSoFar(child);
      } catch (error) {
        throw new Error(`does not start: ${error}\n${output()}`);
      }
    },
    exited,
    usage: () => processUsage(child.pid as number),
    resetLongestPause() {
      if (child.connected) child.send('reset');
    },
    longestPauseMs: () => ask(child, 'read', 'longestPauseMs'),
    heapBytes: () => ask(child, 'weigh', 'heapBytes'),
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Rejects when it has not come so far in a minute, or ends. */
export async function untilItListens(child: ChildProcess): Promise<void> {
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

async function ask(child: ChildProcess, question: string, name: string): Promise<number | null> {
  if (!child.connected) return null;
  child.send(question);
  try {
    return await messageWith<number>(name, child, AbortSignal.timeout(ANSWER_MS));
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
