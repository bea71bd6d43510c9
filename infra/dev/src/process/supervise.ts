import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { formatLogLine, isWorthShowing, type LogLine, parseLogLine } from '../output/log-line.ts';
import { type Colour, paint, print } from '../output/print.ts';
import { UserError } from '../user-error.ts';
import { createRestartDelay } from './restart-delay.ts';

const exitWithParent = fileURLToPath(new URL('./exit-with-parent.ts', import.meta.url));
/** A process that fails ends sooner; this is for one that hangs, on a machine that does other things. */
const READY_TIMEOUT_MS = 120_000;
/** Longer than processes take that have to cut requests off (run-service.ts). */
const STOP_TIMEOUT_MS = 7_000;
const REMEMBERED_LINES = 15;

export interface ProcessDefinition {
  name: string;
  colour: Colour;
  nodeFlags?: readonly string[];
  /** The file that Node runs. */
  entry: string;
  args?: readonly string[];
  env: Record<string, string>;
}

type OnLine = (line: LogLine) => void;

export interface SupervisedProcess {
  name: string;
  /** Resolves to where it listens, as its own log says, when it does so for the first time. */
  listening: Promise<string>;
  pid(): number | undefined;
  /** SIGTERM, and SIGKILL if it has not drained after 7 s. It is not restarted. */
  stop(): Promise<void>;
}

/** `quiet` shows warnings only, `all` every line in a readable form, `json` every line as it is. */
export type LogMode = 'quiet' | 'all' | 'json';

/**
 * Starts a process and keeps it running: once it has listened, a crash shows its last lines and starts
 * it again. `listening` rejects with a UserError when it does not come up the first time. `onLine` is told of
 * each line that it writes.
 */
export function supervise(
  definition: ProcessDefinition,
  logMode: LogMode,
  onLine: OnLine = () => undefined,
): SupervisedProcess {
  const { name } = definition;
  const delayAfterCrash = createRestartDelay();
  let stopping = false;
  let restart: NodeJS.Timeout | undefined;
  let running = launch(definition, { logMode, onLine });

  function watch(): void {
    const began = performance.now();
    const { child, lastLines } = running;
    child.once('exit', (code, signal) => {
      if (stopping) return;
      printCrash({ name, code, signal, lastLines });
      const delayMs = delayAfterCrash(performance.now() - began);
      if (delayMs === null) {
        print(`${paint('red', '✗')} ${name} keeps crashing and is not started again.`);
        return;
      }
      restart = setTimeout(relaunch, delayMs);
    });
  }

  function relaunch(): void {
    running = launch(definition, { logMode, onLine });
    running.listening.then(
      () => print(`${paint('green', '✓')} ${name} is back`),
      // Its exit is what `watch` reacts to.
      () => {},
    );
    watch();
  }

  return {
    name,
    listening: running.listening.then((url) => {
      watch();
      return url;
    }),
    pid: () => running.child.pid,
    async stop() {
      stopping = true;
      clearTimeout(restart);
      await stopChild(running.child);
    },
  };
}

interface Launched {
  child: ChildProcess;
  lastLines: readonly string[];
  listening: Promise<string>;
}

function launch(
  { name, colour, nodeFlags = [], entry, args = [], env }: ProcessDefinition,
  { logMode: mode, onLine: tell }: { logMode: LogMode; onLine: OnLine },
): Launched {
  const child = spawn(
    process.execPath,
    [...nodeFlags, '--import', exitWithParent, entry, ...args],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Ctrl-C in the terminal reaches the supervisor only, which stops processes in their order.
      detached: true,
    },
  );
  const lastLines: string[] = [];
  const listening = new Promise<string>((resolve, reject) => {
    const fail = (what: string) =>
      reject(new UserError(`${name} ${what}. Its last lines:\n${lastLines.join('\n')}`));
    const timer = setTimeout(() => fail('did not listen within two minutes'), READY_TIMEOUT_MS);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`exited with ${signal ?? code}`);
    });
    const onLine = (raw: string) => {
      const line = parseLogLine(raw);
      lastLines.push(formatLogLine(name, colour, line));
      if (lastLines.length > REMEMBERED_LINES) lastLines.shift();
      showLine({ raw, line, formatted: lastLines.at(-1) ?? '', mode });
      tell(line);
      if (line.text !== 'listening') return;
      clearTimeout(timer);
      resolve(String(line.fields.url));
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', onLine);
    }
  });
  return { child, lastLines, listening };
}

function showLine(options: { raw: string; line: LogLine; formatted: string; mode: LogMode }): void {
  if (options.mode === 'json') print(options.raw);
  else if (options.mode === 'all' || isWorthShowing(options.line)) print(options.formatted);
}

function printCrash(options: {
  name: string;
  code: number | null;
  signal: NodeJS.Signals | null;
  lastLines: readonly string[];
}): void {
  const { name, code, signal, lastLines } = options;
  print(`${paint('red', '✗')} ${name} exited with ${signal ?? code}. Its last lines:`);
  for (const line of lastLines) print(`  ${line}`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}
