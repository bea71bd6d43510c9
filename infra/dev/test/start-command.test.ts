import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, isAlive } from '@causeway/dev';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

const entry = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** Two times all of it, on a machine that does other things. */
const START_TIMEOUT_MS = 300_000;

interface RunningCommand {
  child: ChildProcess;
  output(): string;
  /** Resolves when the output holds the text; rejects when the command ends before. */
  until(text: string): Promise<void>;
  exit(): Promise<number | null>;
}

let folder: string;
let running: RunningCommand | undefined;
const ports = { gateway: 0, postgres: 0 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-start-'));
  // As root, PostgreSQL runs as somebody else, who must be able to enter.
  await chmod(folder, 0o755);
  ports.gateway = await freePort();
  ports.postgres = await freePort();
});
afterEach(async () => {
  running?.child.kill('SIGTERM');
  await running?.exit();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(...more: string[]): RunningCommand {
  const args = [
    ...[
      'start',
      '--folder',
      folder,
      '--no-sandbox',
      '--services-port',
      '0',
      '--registry-port',
      '0',
    ],
    ...['--port', String(ports.gateway), '--postgres-port', String(ports.postgres)],
    ...more,
  ];
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  // Not `exit`: what it wrote last may come after that.
  const exited = once(child, 'close').then(([code]) => code as number | null);
  let output = '';
  const waiting: { text: string; resolve: () => void }[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      for (const { text, resolve } of waiting) if (output.includes(text)) resolve();
    });
  }
  running = {
    child,
    output: () => output,
    until: (text) =>
      new Promise((resolve, reject) => {
        if (output.includes(text)) resolve();
        waiting.push({ text, resolve });
        exited.then((code) => reject(new Error(`ended with ${code} before "${text}":\n${output}`)));
      }),
    exit: () => exited,
  };
  return running;
}

const processOf = (port: number) =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ status }) => status,
    () => null,
  );

describe('npm start', () => {
  test(
    'starts everything, restarts a process that is killed, and stops all of it',
    async () => {
      const providers = join(folder, 'providers.json');
      await writeFile(providers, JSON.stringify({ providers: { example: PROVIDER } }));
      vi.stubEnv('OIDC_PROVIDERS_FILE', providers);
      const command = start('--json');
      vi.unstubAllEnvs();
      await command.until('Causeway runs');
      expect(command.output()).toContain('customer@example.com');
      expect(await askGateway('{ signInProviders { id name } }')).toEqual({
        signInProviders: [{ id: 'example', name: 'Example' }],
      });
      expect(await processOf(ports.gateway)).toBe(200);
      const [registry] = linesOf(command.output(), 'registry', 'listening');
      expect(await publishedSubgraphs(registry?.url ?? '')).toEqual([
        'catalog',
        'identity',
        'orders',
      ]);

      const catalogPid = pidOf(command.output(), 'catalog');
      process.kill(catalogPid, 'SIGKILL');
      await command.until('catalog exited with SIGKILL');
      await command.until('catalog is back');

      const children = ['identity', 'orders', 'registry', 'gateway'].map((name) =>
        pidOf(command.output(), name),
      );
      const postgres = Number(
        (await readFile(join(folder, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0],
      );
      command.child.kill('SIGINT');
      expect(await command.exit()).toBe(0);
      for (const pid of [...children, postgres]) expect(isAlive(pid)).toBe(false);
    },
    START_TIMEOUT_MS,
  );

  test.skipIf(['darwin', 'win32'].includes(process.platform))(
    'shares the port among the gateways asked for, and is answered when one of them is killed',
    async () => {
      const command = start('--json', '--port', '0', '--workers', '2');
      await command.until('Causeway runs');
      const gateways = linesOf(command.output(), 'gateway', 'listening');
      const [killed, other] = gateways.map(({ pid }) => pid) as [number, number];
      const [url, ...urls] = gateways.map((line) => line.url as string) as [string, ...string[]];
      expect(urls).toEqual([url]);
      expect(other).not.toBe(killed);
      const answering = () =>
        new Set(linesOf(command.output(), 'gateway', 'request').map(({ pid }) => pid));
      await expect
        .poll(async () => {
          expect(await ask(url)).toBe(200);
          return answering();
        })
        .toEqual(new Set([killed, other]));

      process.kill(killed, 'SIGKILL');
      await command.until('exited with SIGKILL');
      for (let asked = 0; asked < 10; asked += 1) expect(await ask(url)).toBe(200);
      await command.until(' is back');
      const restarted = pidOf(command.output(), 'gateway');
      await expect
        .poll(async () => {
          expect(await ask(url)).toBe(200);
          return answering();
        })
        .toContain(restarted);
      expect(isAlive(other)).toBe(true);

      command.child.kill('SIGINT');
      expect(await command.exit()).toBe(0);
      for (const pid of [other, restarted]) expect(isAlive(pid)).toBe(false);
    },
    START_TIMEOUT_MS,
  );

  test(
    'leaves no service behind when it is killed itself, and starts again on what it left',
    async () => {
      const first = start('--json');
      await first.until('Causeway runs');
      const services = ['identity', 'catalog', 'orders', 'registry', 'gateway'];
      const children = services.map((name) => pidOf(first.output(), name));
      first.child.kill('SIGKILL');
      await first.exit();
      await expect.poll(() => children.some(isAlive)).toBe(false);

      const second = start('--json');
      await second.until('Causeway runs');
      // The same tokens are still good; the addresses of the subgraphs are others.
      const published = /schemas published: shop@local, version (\d+) /.exec(second.output());
      const version = Number(published?.[1]);
      // The gateway began with what was served before, and serves what is now when it is said to.
      await expect
        .poll(() =>
          linesOf(second.output(), 'gateway', 'serving a version of the registry').map(
            (line) => line.version,
          ),
        )
        .toEqual([version - 1, version]);
    },
    START_TIMEOUT_MS,
  );

  test(
    'refuses a second start in the same folder',
    async () => {
      const first = start();
      await first.until('Causeway runs');
      const second = start('--port', '0');
      expect(await second.exit()).toBe(1);
      expect(second.output()).toMatch(
        /runs in this folder already \(process \d+\)\. Stop it first\./,
      );
      first.child.kill('SIGTERM');
      await first.exit();
    },
    START_TIMEOUT_MS,
  );

  test('names the port that is taken, who has it, and the option for another', async () => {
    const server = createServer().listen(ports.gateway, '127.0.0.1');
    await once(server, 'listening');
    try {
      const command = start();
      expect(await command.exit()).toBe(1);
      expect(command.output()).toContain(`Port ${ports.gateway} (gateway) is taken by`);
      expect(command.output()).toContain('--port');
    } finally {
      server.close();
    }
  });

  test('says how to get rid of a data folder that PostgreSQL cannot use', async () => {
    await writeFile(join(folder, 'postgres/data/PG_VERSION'), '9.6\n');
    const command = start();
    expect(await command.exit()).toBe(1);
    expect(command.output()).toContain('npm run reset');
  });

  test('lists its choices and refuses what it does not know', async () => {
    const help = start('--help');
    expect(await help.exit()).toBe(0);
    expect(help.output()).toContain('--postgres-port');
    expect(help.output()).toContain('--workers');
    expect(help.output()).toContain('OIDC_PROVIDERS_FILE');
    const tooMany = start('--workers', '100000');
    expect(await tooMany.exit()).toBe(1);
    expect(tooMany.output()).toContain('--workers takes a number from 1 to');
    const unknown = start('--colour');
    expect(await unknown.exit()).toBe(1);
    expect(unknown.output()).toContain("Unknown option '--colour'");
  });
});

/** In the file of OpenID providers; nobody asks it before somebody signs in. */
const PROVIDER = {
  ...{ name: 'Example', issuer: 'https://id.example.com', clientId: 'shop', clientSecret: 'x' },
  redirectUris: ['https://shop.example.com/sign-in/example'],
};

async function askGateway(query: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${ports.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: unknown }).data;
}

/** On a connection of its own: the system chooses a process for each connection. */
const ask = async (url: string) =>
  (
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query: '{ products(first: 1) { nodes { id } } }' }),
    })
  ).status;

/** What a registry has of the stack, asked with the token that was made for people. */
async function publishedSubgraphs(url: string): Promise<readonly string[]> {
  const token = await readFile(join(folder, 'keys/tokens/developer'), 'utf8');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token.trim()}` },
    body: JSON.stringify({ query: '{ variant(ref: "shop@local") { subgraphs { name } } }' }),
  });
  const { data } = (await response.json()) as {
    data: { variant: { subgraphs: readonly { name: string }[] } };
  };
  return data.variant.subgraphs.map(({ name }) => name);
}

/** The process id in the last `listening` line of a process. */
function pidOf(output: string, name: string): number {
  const last = linesOf(output, name, 'listening').at(-1);
  if (last === undefined) throw new Error(`${name} has not listened:\n${output}`);
  return last.pid;
}

interface LogEntry {
  name: string;
  msg: string;
  pid: number;
  url?: string;
  version?: number;
}

/** What a process has logged with a message, as far as whole lines have come. */
function linesOf(output: string, name: string, message: string): LogEntry[] {
  return output
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{') && line.includes(`"msg":"${message}"`))
    .map((line) => JSON.parse(line) as LogEntry)
    .filter((line) => line.name === name);
}
