import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { paint, print } from '../output/print.ts';
import { inRepository } from '../repository.ts';
import { printWelcome } from '../stack/print-welcome.ts';
import { defaultStackOptions, type StackOptions } from '../stack/stack-options.ts';
import { startStack } from '../stack/start-stack.ts';
import { UserError } from '../user-error.ts';

/** More processes than twice the cores only take turns. */
const MOST_WORKERS = availableParallelism() * 2;

const HELP = `npm start -- [options]     Starts the whole system on this machine.

  --port N            the gateway's port (4000; environment: PORT)
  --workers N         gateway processes that share the port, 1 to ${MOST_WORKERS} here (1; environment: WORKERS)
  --services-port N   identity's port, catalog and orders take the next two (4001)
  --registry-port N   the schema registry's port (4004)
  --postgres-port N   the embedded PostgreSQL's port (54329)
  --openid-provider N an OpenID provider to try sign-in with, on port N (none)
  --host H            the address the gateway listens on (127.0.0.1; environment: HOST)
  --folder DIR        where data and keys are kept (.causeway)
  --verbose           show every log line of every process, not only warnings
  --json              show log lines as they are
  --no-seed           leave empty databases empty
  --no-sandbox        do not build the sandbox page
  --help              this

Your own PostgreSQL servers instead of the embedded one, for each service alone:
  IDENTITY_DATABASE_URL, CATALOG_DATABASE_URL, ORDERS_DATABASE_URL, REGISTRY_DATABASE_URL
      the role that the service works as
  IDENTITY_OWNER_DATABASE_URL, ...
      the role that owns the schema and migrates it (default: the same)

Your own carrier of events instead of the embedded PostgreSQL:
  EVENTS_URL   postgres:// or amqp:// or kafka://

Of identity (docs/authentication.md):
  OIDC_PROVIDERS_FILE    the OpenID providers that people may sign in with
  MAIL_URL, MAIL_FROM    smtp:// or smtps:// instead of the mailbox, and the sender
  ACCOUNT_URL            where the pages are that links in mails lead to
`;

/** Starts the system and stays until told to stop. */
export async function run(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    print(HELP);
    return 0;
  }
  await using cleanup = new AsyncDisposableStack();
  const stopped = untilStopped();
  const began = performance.now();
  const started = startStack(options, cleanup);
  const stack = await Promise.race([started, stopped.then(() => null)]);
  if (stack === null) return stopping(cleanup, started);
  printWelcome(stack, performance.now() - began);
  stack.sandbox.then(
    (built) => built && print(`${paint('green', '✓')} sandbox built: ${stack.url}`),
    (error) => print(`${paint('red', '✗')} the sandbox could not be built: ${error.message}`),
  );
  await stopped;
  return stopping(cleanup, started);
}

function readOptions(args: string[]): StackOptions | null {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      port: { type: 'string', default: process.env.PORT },
      workers: { type: 'string', default: process.env.WORKERS },
      'services-port': { type: 'string' },
      'registry-port': { type: 'string' },
      'postgres-port': { type: 'string' },
      'openid-provider': { type: 'string' },
      host: { type: 'string', default: process.env.HOST },
      folder: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'no-seed': { type: 'boolean', default: false },
      'no-sandbox': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const defaults = defaultStackOptions;
  return {
    folder: values.folder === undefined ? defaults.folder : resolve(inRepository(), values.folder),
    gatewayPort: portOption('--port', values.port, defaults.gatewayPort),
    workers: workersOption(values.workers, defaults.workers),
    servicesPort: portOption('--services-port', values['services-port'], defaults.servicesPort),
    registryPort: portOption('--registry-port', values['registry-port'], defaults.registryPort),
    postgresPort: portOption('--postgres-port', values['postgres-port'], defaults.postgresPort),
    openidPort: openidOption(values['openid-provider']),
    host: values.host ?? defaults.host,
    logMode: values.json ? 'json' : values.verbose ? 'all' : 'quiet',
    seed: values['no-seed'] ? null : defaults.seed,
    buildSandbox: !values['no-sandbox'],
  };
}

function portOption(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined || value === '') return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UserError(`${name} takes a port between 0 and 65535, not "${value}".`);
}

function openidOption(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (process.env.OIDC_PROVIDERS_FILE) {
    throw new UserError('--openid-provider and OIDC_PROVIDERS_FILE both name providers: give one.');
  }
  return portOption('--openid-provider', value, 0);
}

function workersOption(value: string | undefined, fallback: number): number {
  if (value === undefined || value === '') return fallback;
  const workers = Number(value);
  if (Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS) return workers;
  throw new UserError(`--workers takes a number from 1 to ${MOST_WORKERS}, not "${value}".`);
}

/** The terminal and what passes signals on can both send one Ctrl-C; only a later one is a second. */
const SAME_SIGNAL_MS = 500;

/** Resolves at the first signal to stop. A second one ends the process at once. */
function untilStopped(): Promise<void> {
  return new Promise((stop) => {
    let first: number | undefined;
    const onSignal = () => {
      const now = performance.now();
      if (first !== undefined && now - first > SAME_SIGNAL_MS) process.exit(130);
      first ??= now;
      stop();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}

async function stopping(cleanup: AsyncDisposableStack, started: Promise<unknown>): Promise<number> {
  print('\nstopping');
  // A start that is cut short fails in its next step; that is no news.
  started.catch(() => {});
  const began = performance.now();
  await cleanup.disposeAsync();
  print(`${paint('green', '✓')} stopped in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  return 0;
}
