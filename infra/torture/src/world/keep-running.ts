import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const REMEMBERED_LINES = 15;

/** A process that is started again whenever it ends. */
export interface KeptProcess {
  readonly name: string;
  /** SIGKILL. It is started again at once; resolves when it is ready again. */
  kill(): Promise<void>;
  /** For good. */
  stop(): Promise<void>;
}

/**
 * Starts a Node process, and again whenever it ends. Resolves when it listens, and hears of events, for
 * the first time; rejects with what it said when it ends before.
 */
export async function keepRunning(definition: {
  name: string;
  entry: string;
  env: Readonly<Record<string, string>>;
  onLine: (line: string) => void;
}): Promise<KeptProcess> {
  const { name } = definition;
  let stopping = false;
  let running = launch(definition);
  await running.ready;
  startAgainAfter(running);

  function startAgainAfter({ exited }: Launched): void {
    exited.then(() => {
      if (stopping) return;
      running = launch(definition);
      // Killed before it is ready, it is started again all the same.
      running.ready.catch(() => undefined);
      startAgainAfter(running);
    });
  }

  return {
    name,
    async kill() {
      const killed = running;
      killed.child.kill('SIGKILL');
      await killed.exited;
      // What starts it again comes first: it has waited for longer.
      await running.ready;
    },
    async stop() {
      stopping = true;
      running.child.kill('SIGTERM');
      await running.exited;
    },
  };
}

interface Launched {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
}

function launch(definition: Parameters<typeof keepRunning>[0]): Launched {
  const { name, entry, env, onLine } = definition;
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ready = Promise.withResolvers<void>();
  const unsaid = new Set(['listening', 'subscribed']);
  let lastLines: string[] = [];
  const hear = (line: string) => {
    lastLines = [...lastLines.slice(1 - REMEMBERED_LINES), line];
    for (const word of unsaid) if (line.includes(`"msg":"${word}"`)) unsaid.delete(word);
    if (unsaid.size === 0) ready.resolve();
    onLine(line);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', hear);
  }
  const exited = once(child, 'exit').then(() => {
    ready.reject(new Error(`${name} ended before it was ready:\n${lastLines.join('\n')}`));
  });
  return { child, ready: ready.promise, exited };
}
