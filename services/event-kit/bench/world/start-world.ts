import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appRole, ensureServiceDatabase, migrate, ownerRole } from '@causeway/database';
import { freePort, startPostgres, startRabbitmq } from '@causeway/dev';

/** On the loopback interface, in a folder that goes with the run. */
const PASSWORD = 'bench';
const SERVICE = 'orders';

/** A PostgreSQL server of the benchmark's own, with the tables of events in it. */
export interface World {
  /** As the role of a service that works with them. */
  readonly databaseUrl: string;
  /** EVENTS_URL of queues on the same server. */
  readonly queuesUrl: string;
  /** Starts a RabbitMQ server as well; returns its EVENTS_URL. */
  startRabbitmq(): Promise<string>;
}

/** Starts what the benchmarks need, with settings as in production, until `cleanup`. */
export async function startWorld(cleanup: AsyncDisposableStack): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'causeway-events-bench-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const server = await startPostgres({ folder, port: await freePort() });
  cleanup.defer(() => server.stop());
  const { adminUrl } = server;
  const passwords = { ownerPassword: PASSWORD, appPassword: PASSWORD };
  for (const service of [SERVICE, 'events'] as const) {
    await ensureServiceDatabase({ adminUrl, service, ...passwords });
  }
  const ownerUrl = loginOf(adminUrl, ownerRole(SERVICE));
  await migrate({ service: SERVICE, ownerUrl, appRole: appRole(SERVICE) });
  return {
    databaseUrl: loginOf(adminUrl, appRole(SERVICE)),
    queuesUrl: loginOf(adminUrl, ownerRole('events')),
    async startRabbitmq() {
      const brokerFolder = join(folder, 'rabbitmq');
      await mkdir(brokerFolder);
      const rabbitmq = await startRabbitmq({ folder: brokerFolder });
      cleanup.defer(() => rabbitmq.stop());
      return rabbitmq.url;
    },
  };
}

function loginOf(adminUrl: string, role: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = PASSWORD;
  return url.href;
}
