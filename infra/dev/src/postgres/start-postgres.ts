import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { UserError } from '../user-error.ts';
import { initialiseDataFolder } from './initialise-data-folder.ts';
import { type Account, postgresAccount } from './postgres-account.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { stopStaleServer } from './stale-server.ts';

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 5_000;
const REMEMBERED_LINES = 20;

export interface RunningPostgres {
  /** A connection string of the superuser, to the database `postgres`. */
  adminUrl: string;
  port: number;
  /** Resolves when the server is gone, however that came about. */
  exited: Promise<void>;
  /** Fast shutdown: open transactions are rolled back. */
  stop(): Promise<void>;
  /** SIGKILL, as in a crash: started again, the server recovers what was committed. */
  kill(): Promise<void>;
}

/**
 * Starts a PostgreSQL server on `folder`, which is made and initialised if it does not exist, and
 * resolves when it takes connections on 127.0.0.1. Throws UserError, with the server's own words,
 * when it cannot start.
 */
export async function startPostgres(options: {
  /** Absolute; holds the data folder and the superuser's password. */
  folder: string;
  port: number;
  /** Settings as in postgresql.conf. */
  settings?: Readonly<Record<string, string>>;
  onLog?: (line: string) => void;
}): Promise<RunningPostgres> {
  const { folder, port, settings = {}, onLog = () => {} } = options;
  const binaries = await postgresBinaries();
  const account = postgresAccount([binaries.postgres, folder]);
  const { dataFolder, password } = await initialiseDataFolder({ folder, binaries, account });
  await stopStaleServer(dataFolder);

  const args = serverArguments({ dataFolder, port, settings });
  const server = spawn(binaries.postgres, args, {
    ...processOptions(account),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log = rememberLog(server, onLog);
  const exited = once(server, 'exit').then(() => {});
  await untilReady({ server, log, dataFolder, port });
  return {
    adminUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    exited,
    stop: () => stopServer(server, exited),
    kill() {
      server.kill('SIGKILL');
      return exited;
    },
  };
}

/** Messages in English whatever the user's language: two of them are read below. */
function processOptions(account: Account) {
  const { LC_ALL: _all, LANG: _lang, LC_MESSAGES: _messages, ...env } = process.env;
  // A process group of its own: Ctrl-C in the terminal must reach the supervisor only, which stops
  // the services before their database.
  return { ...account, env: { ...env, LC_ALL: 'C' }, detached: true };
}

function serverArguments(options: {
  dataFolder: string;
  port: number;
  settings: Readonly<Record<string, string>>;
}): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(options.port),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', options.dataFolder, ...flags];
}

interface ServerLog {
  lines: string[];
  onLine(listener: (line: string) => void): void;
}

function rememberLog(server: ChildProcess, onLog: (line: string) => void): ServerLog {
  const lines: string[] = [];
  const reader = createInterface({ input: server.stderr as NodeJS.ReadableStream });
  reader.on('line', (line) => {
    lines.push(line);
    if (lines.length > REMEMBERED_LINES) lines.shift();
    onLog(line);
  });
  return { lines, onLine: (listener) => reader.on('line', listener) };
}

function untilReady(options: {
  server: ChildProcess;
  log: ServerLog;
  dataFolder: string;
  port: number;
}): Promise<void> {
  const { server, log } = options;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      server.kill('SIGKILL');
      reject(startError(options, 'did not start within two minutes'));
    }, START_TIMEOUT_MS);
    server.once('error', (cause) => reject(startError(options, cause.message)));
    server.once('exit', () => {
      clearTimeout(timer);
      reject(startError(options, 'did not start'));
    });
    log.onLine((line) => {
      if (!line.includes('database system is ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function startError(
  { log, dataFolder, port }: { log: ServerLog; dataFolder: string; port: number },
  what: string,
): UserError {
  const words = log.lines.join('\n  ');
  if (words.includes('Address already in use')) {
    return new UserError(`Port ${port} is taken: PostgreSQL cannot listen on it. Choose another.`);
  }
  return new UserError(
    `PostgreSQL ${what} on ${dataFolder}. It said:\n  ${words}\n` +
      'If the data folder is damaged, `npm run reset` removes it; the next start makes a new one.',
  );
}

async function stopServer(server: ChildProcess, exited: Promise<void>): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGINT');
  const timer = setTimeout(() => server.kill('SIGQUIT'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}
