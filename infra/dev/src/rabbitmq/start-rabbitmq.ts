import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../ports/free-port.ts';
import { UserError } from '../user-error.ts';
import { findRabbitmqServer } from './find-rabbitmq-server.ts';

export interface RunningRabbitmq {
  readonly url: string;
  /** Ends the server at once; what it has confirmed it still has when it starts again. */
  kill(): Promise<void>;
  /** Starts it again, on its folder; resolves when it takes connections. */
  start(): Promise<void>;
  /** Makes it hang: connections stay open, nothing is answered. */
  freeze(): void;
  thaw(): void;
  /** For good. */
  stop(): Promise<void>;
}

/**
 * Starts a RabbitMQ server of its own on `folder`, which exists and is empty, and resolves when it takes
 * connections on 127.0.0.1. Throws UserError when there is none on this machine.
 */
export async function startRabbitmq(options: {
  folder: string;
  /** Settings as in rabbitmq.conf. */
  settings?: Readonly<Record<string, string | number>>;
}): Promise<RunningRabbitmq> {
  const program = findRabbitmqServer();
  if (program === null) throw new UserError('There is no rabbitmq-server on this machine.');
  const ports: Ports = {
    port: await freePort(),
    distributionPort: await freePort(),
    epmdPort: await freePort(),
  };
  const env = await prepareNode(ports, options);
  const rabbitmq = rabbitmqAt(program, ports, env);
  await rabbitmq.start();
  return rabbitmq;
}

interface Ports {
  readonly port: number;
  readonly distributionPort: number;
  readonly epmdPort: number;
}

async function prepareNode(
  ports: Ports,
  { folder, settings = {} }: Parameters<typeof startRabbitmq>[0],
): Promise<NodeJS.ProcessEnv> {
  const at = (name: string) => join(folder, name);
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  await writeFile(at('plugins'), '[].');
  await writeFile(at('rabbitmq.conf'), lines.join(''));
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
    // One scheduler: it runs beside others.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1',
  };
}

function rabbitmqAt(program: string, ports: Ports, env: NodeJS.ProcessEnv): RunningRabbitmq {
  let server: ChildProcess | undefined;
  const signal = (name: NodeJS.Signals) => {
    // The program is a script; what it started is in its process group.
    if (server?.pid !== undefined) process.kill(-server.pid, name);
  };
  async function kill(): Promise<void> {
    if (server === undefined) return;
    const exited = once(server, 'exit');
    signal('SIGKILL');
    server = undefined;
    await exited;
  }
  return {
    url: `amqp://guest:guest@127.0.0.1:${ports.port}`,
    kill,
    async start() {
      server = await launch(program, env);
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async stop() {
      await kill();
      // Erlang leaves its name server running.
      stopEpmd(ports.epmdPort);
    },
  };
}

function launch(program: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const server = spawn(program, { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
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
