import { appRole, ensureServiceDatabase, migrate, ownerRole } from '@causeway/database';
import { freePort, type RunningPostgres, startPostgres } from '@causeway/dev';

/** On the loopback interface, in a folder that goes with the run. */
const PASSWORD = 'torture';
/** As in production: what is answered is on disk. */
const SETTINGS = { max_connections: '200', shared_buffers: '256MB', max_wal_size: '2GB' };

export interface Database {
  readonly adminUrl: string;
  readonly ordersUrl: string;
  readonly catalogUrl: string;
  /** Of the queues that carry events. */
  readonly eventsUrl: string;
  /** SIGKILL to the whole server, which then recovers on its folder. Resolves when it answers again. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL server with the schemas of orders, catalog and the queues in it. */
export async function startDatabase(folder: string): Promise<Database> {
  const port = await freePort();
  const start = () => startPostgres({ folder, port, settings: SETTINGS });
  let server = await start();
  const { adminUrl } = server;
  for (const service of ['orders', 'catalog'] as const) {
    await ensureServiceDatabase({ adminUrl, service, ...passwords });
    const ownerUrl = loginOf(adminUrl, ownerRole(service));
    await migrate({ service, ownerUrl, appRole: appRole(service) });
  }
  await ensureServiceDatabase({ adminUrl, service: 'events', ...passwords });
  return {
    adminUrl,
    ordersUrl: loginOf(adminUrl, appRole('orders')),
    catalogUrl: loginOf(adminUrl, appRole('catalog')),
    eventsUrl: loginOf(adminUrl, ownerRole('events')),
    async killAndRestart() {
      await server.kill();
      server = await untilStarted(start);
    },
    stop: () => server.stop(),
  };
}

const passwords = { ownerPassword: PASSWORD, appPassword: PASSWORD };

function loginOf(adminUrl: string, role: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = PASSWORD;
  return url.href;
}

/** The processes of connections outlive their server by moments, and hold its memory so long. */
async function untilStarted(start: () => Promise<RunningPostgres>): Promise<RunningPostgres> {
  const deadlineMs = Date.now() + 30_000;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (Date.now() > deadlineMs) throw error;
    }
  }
}
