import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@causeway/dev';
import { afterAll, beforeAll, describe } from 'vitest';

/** A server starts in seconds, on a busy machine in many. */
const START_TIMEOUT_MS = 120_000;
/** Larger messages are refused: less than what the tests of refusal send, more than all others. */
const LARGEST_MESSAGE_BYTES = 8_192;

export interface TestRabbitmq {
  url: string;
  /** Ends the server at once; what it has confirmed it still has when it starts again. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Makes it hang: connections stay open, nothing is answered. */
  freeze(): void;
  thaw(): void;
}

/**
 * A group of tests with a real RabbitMQ of their own. Where there is none they are skipped, and say so;
 * with CAUSEWAY_REQUIRE_RABBITMQ they fail.
 */
export function describeWithRabbitmq(
  name: string,
  tests: (rabbitmq: () => TestRabbitmq) => void,
): void {
  const program = findRabbitmqServer();
  const why = program ? '' : ' (skipped: no rabbitmq-server on this machine)';
  describe.skipIf(!program)(`${name}${why}`, () => tests(useRabbitmq(program ?? '')));
}

function findRabbitmqServer({ PATH = '', CAUSEWAY_REQUIRE_RABBITMQ } = process.env) {
  // On Debian the program on the PATH changes the account first; this is the one behind it.
  const folders = ['/usr/lib/rabbitmq/bin', ...PATH.split(delimiter)];
  const found = folders
    .map((folder) => join(folder, 'rabbitmq-server'))
    .find((path) => existsSync(path));
  if (!found && CAUSEWAY_REQUIRE_RABBITMQ) throw new Error('There is no rabbitmq-server here.');
  return found;
}

function useRabbitmq(program: string): () => TestRabbitmq {
  let rabbitmq: TestRabbitmq | undefined;
  let folder: string | undefined;
  let epmdPort = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-rabbitmq-'));
    epmdPort = await freePort();
    const ports = { port: await freePort(), distributionPort: await freePort(), epmdPort };
    const env = await prepareNode(folder, ports);
    rabbitmq = rabbitmqAt(`amqp://guest:guest@127.0.0.1:${ports.port}`, program, env);
    await rabbitmq.start();
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await rabbitmq?.kill();
    // Erlang leaves its name server running.
    stopEpmd(epmdPort);
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  return () => {
    if (rabbitmq === undefined) throw new Error('RabbitMQ runs only inside tests.');
    return rabbitmq;
  };
}

async function prepareNode(
  folder: string,
  ports: { port: number; distributionPort: number; epmdPort: number },
): Promise<NodeJS.ProcessEnv> {
  const at = (name: string) => join(folder, name);
  await writeFile(at('plugins'), '[].');
  await writeFile(at('rabbitmq.conf'), `max_message_size = ${LARGEST_MESSAGE_BYTES}\n`);
  return {
    PATH: process.env.PATH,
    HOME: folder,
    RABBITMQ_NODENAME: `causeway-${ports.port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(ports.port),
    RABBITMQ_DIST_PORT: String(ports.distributionPort),
    ERL_EPMD_PORT: String(ports.epmdPort),
    RABBITMQ_MNESIA_BASE: at('mnesia'),
    RABBITMQ_LOG_BASE: at('log'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_PID_FILE: at('pid'),
    RABBITMQ_ENABLED_PLUGINS_FILE: at('plugins'),
    RABBITMQ_CONFIG_FILE: at('rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    // One scheduler: the tests run beside others.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1',
  };
}

function rabbitmqAt(url: string, program: string, env: NodeJS.ProcessEnv): TestRabbitmq {
  let server: ChildProcess | undefined;
  const signal = (name: NodeJS.Signals) => {
    // The program is a script; what it started is in its process group.
    if (server?.pid !== undefined) process.kill(-server.pid, name);
  };
  return {
    url,
    async start() {
      server = await startServer(program, env);
    },
    async kill() {
      if (server === undefined) return;
      const exited = once(server, 'exit');
      signal('SIGKILL');
      server = undefined;
      await exited;
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  };
}

function startServer(program: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const server = spawn(program, {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`rabbitmq-server exited with ${code}.`)));
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line.includes('Server startup complete')) resolve(server);
    });
  });
}

function stopEpmd(port: number): void {
  try {
    execFileSync('epmd', ['-port', String(port), '-kill'], { stdio: 'ignore' });
  } catch {
    // It was not there.
  }
}
