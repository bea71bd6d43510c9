import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withClient } from '@causeway/database';
import { freePort } from '@causeway/dev';
import { useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll, inject } from 'vitest';
import { type RunningProcess, spawnProcess } from '../e2e/spawn-process.ts';
import { askerOf, REGISTRY_TOKEN, writeRegistryKeys } from '../support/start-registry.ts';

const registryEntry = fileURLToPath(
  new URL('../../../services/registry/src/main.ts', import.meta.url),
);
const gatewayEntry = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface RealRegistry {
  origin(): string;
  /** Asks its GraphQL API as the administrator, or with another token. */
  ask<T>(query: string, variables?: object, token?: string): Promise<T>;
  /** Ends its process without a warning. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  revive(): Promise<void>;
  /** Cuts every connection to its database and lets nobody in. */
  blockDatabase(): Promise<void>;
  admitToDatabase(): Promise<void>;
  /** A gateway of its own process that takes `shop@production`; of the same name, with the same copy on disk. */
  startGateway(name: string, token?: string): Promise<RunningProcess>;
  /** What that gateway would start from now. */
  copyOf(name: string): Promise<string>;
}

/** The real registry as a process, on a database of its own, for one file. */
export function useRealRegistry(): () => RealRegistry {
  const databases = useDatabase('registry');
  const folder = mkdtempSync(join(tmpdir(), 'causeway-real-registry-'));
  const { keyFile, trustFile } = writeRegistryKeys(folder);
  const gateways: RunningProcess[] = [];
  let running: RunningProcess;

  const start = (port: string) =>
    spawnProcess(registryEntry, {
      env: {
        ...{ PORT: port, REGISTRY_DATABASE_URL: databases().appUrl },
        ...{ SIGNING_KEY_FILE: keyFile, BOOTSTRAP_TOKEN: REGISTRY_TOKEN },
      },
    });
  const asAdministrator = (query: (database: string) => string) =>
    withClient(inject('adminUrl'), (client) =>
      client.query(query(new URL(databases().appUrl).pathname.slice(1))),
    );

  beforeAll(async () => {
    running = await start(String(await freePort()));
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await running.stop();
    rmSync(folder, { recursive: true });
  });

  const registry: RealRegistry = {
    origin: () => new URL(running.url).origin,
    ask: (query, variables, token) => askerOf(running.url, token)(query, variables),
    async kill() {
      await running.stop('SIGKILL');
    },
    async revive() {
      running = await start(new URL(running.url).port);
    },
    async blockDatabase() {
      await asAdministrator((name) => `ALTER DATABASE "${name}" WITH CONNECTION LIMIT 0`);
      await asAdministrator(
        (name) =>
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      );
    },
    async admitToDatabase() {
      await asAdministrator((name) => `ALTER DATABASE "${name}" WITH CONNECTION LIMIT -1`);
    },
    copyOf: (name) => readFile(join(folder, name, 'shop@production.json'), 'utf8'),
    async startGateway(name, token = REGISTRY_TOKEN) {
      const gateway = await spawnProcess(gatewayEntry, {
        env: {
          ...{ PORT: '0', METRICS_PORT: 'off', REGISTRY_URL: new URL(running.url).origin },
          ...{ GRAPH_REF: 'shop@production', REGISTRY_TOKEN: token },
          ...{ REGISTRY_TRUST_FILE: trustFile, REGISTRY_CACHE_FOLDER: join(folder, name) },
        },
      });
      gateways.push(gateway);
      return gateway;
    },
  };
  return () => registry;
}
