import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@causeway/dev';
import { afterAll, beforeAll, describe } from 'vitest';

export interface TestRedis {
  url: string;
  /** Ends the server at once, and with it all that it holds. */
  kill(): Promise<void>;
  /** Starts it again, empty, at the same address. */
  start(): Promise<void>;
  /** Makes it hang: connections stay open, nothing is answered. */
  freeze(): void;
  thaw(): void;
}

/**
 * A group of tests with a real Redis of their own. Where there is none they are skipped, and say so; with
 * CAUSEWAY_REQUIRE_REDIS they fail.
 */
export function describeWithRedis(name: string, tests: (redis: () => TestRedis) => void): void {
  const program = findRedisServer();
  const why = program ? '' : ' (skipped: no redis-server on the PATH)';
  describe.skipIf(!program)(`${name}${why}`, () => tests(useRedis(program ?? '')));
}

function findRedisServer({ PATH = '', CAUSEWAY_REQUIRE_REDIS }: NodeJS.ProcessEnv = process.env) {
  const paths = PATH.split(delimiter).map((folder) => join(folder, 'redis-server'));
  const found = paths.find((path) => existsSync(path));
  if (!found && CAUSEWAY_REQUIRE_REDIS) throw new Error('There is no redis-server on the PATH.');
  return found;
}

function useRedis(program: string): () => TestRedis {
  let redis: TestRedis | undefined;
  let folder: string | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-redis-'));
    redis = redisAt({ program, folder, port: await freePort() });
    await redis.start();
  });
  afterAll(async () => {
    await redis?.kill();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  return () => {
    if (redis === undefined) throw new Error('Redis runs only inside tests.');
    return redis;
  };
}

function redisAt(options: { program: string; folder: string; port: number }): TestRedis {
  let child: ChildProcess | undefined;
  return {
    url: `redis://127.0.0.1:${options.port}`,
    async start() {
      child = await startServer(options);
    },
    async kill() {
      if (child === undefined) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      child = undefined;
      await exited;
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  };
}

function startServer(options: {
  program: string;
  folder: string;
  port: number;
}): Promise<ChildProcess> {
  const { program, folder, port } = options;
  const child = spawn(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`redis-server exited with ${code}.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('Ready to accept connections')) resolve(child);
    });
  });
}
