import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 30_000;

export interface RunningProcess {
  /** Where the process listens, as its own log says. */
  url: string;
  pid: number;
  /** Lines the process has written so far, newest last. */
  log: readonly string[];
  /** Resolves to the exit code when it has ended, whoever ended it. */
  exited: Promise<number | null>;
  /** Sends SIGTERM, unless told otherwise, and resolves to the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Runs an entry file as its own process and waits for its `listening` log line.
 * Rejects with the process's log if it exits or stays silent for 90 s.
 */
export async function spawnProcess(
  entry: string,
  {
    args = [],
    env,
    detached = false,
  }: {
    args?: readonly string[];
    env: Record<string, string>;
    /** Whether it is the first of a group of processes that signals can be sent to. */
    detached?: boolean;
  },
): Promise<RunningProcess> {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const log: string[] = [];
  const url = await listeningUrl(child, { entry, log });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    const code = await exited;
    clearTimeout(timer);
    return code;
  };
  return { url, pid: child.pid as number, log, exited, stop };
}

function listeningUrl(
  child: ChildProcess,
  { entry, log }: { entry: string; log: string[] },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`${entry} ${reason}\n${log.join('\n')}`));
    const timer = setTimeout(() => fail('did not listen in time'), START_TIMEOUT_MS);
    child.once('exit', (code) => fail(`exited with ${code} before it listened`));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line);
        const url = urlOfListeningLine(line);
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
  });
}

function urlOfListeningLine(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  const entry = JSON.parse(line) as { msg?: string; url?: string };
  return entry.msg === 'listening' ? entry.url : undefined;
}
