import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that is started again whenever it ends. */
export interface KeptProcess {
  readonly name: string;
  /** SIGKILL. It is started again at once. */
  kill(): void;
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
  const { name, entry, env, onLine } = definition;
  let stopping = false;
  let child: ChildProcess;
  let lastLines: string[] = [];
  const unsaid = new Set(['listening', 'subscribed']);
  const ready = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();

  function launch(): void {
    child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', hear);
    }
    child.once('exit', () => {
      ready.reject(new Error(`${name} did not start:\n${lastLines.join('\n')}`));
      if (stopping) gone.resolve();
      else launch();
    });
  }

  function hear(line: string): void {
    lastLines = [...lastLines.slice(-15), line];
    for (const word of unsaid) if (line.includes(`"msg":"${word}"`)) unsaid.delete(word);
    if (unsaid.size === 0) ready.resolve();
    onLine(line);
  }

  launch();
  try {
    await ready.promise;
  } catch (error) {
    stopping = true;
    throw error;
  }
  return {
    name,
    kill: () => child.kill('SIGKILL'),
    stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) gone.resolve();
      child.kill('SIGTERM');
      return gone.promise;
    },
  };
}
