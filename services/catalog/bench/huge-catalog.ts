import { fileURLToPath } from 'node:url';
import { seed } from '@causeway/catalog-db/seed';
import {
  appRole,
  ensureServiceDatabase,
  migrate,
  ownerRole,
  runSeed,
  withClient,
} from '@causeway/database';
import { freePort, startPostgres } from '@causeway/dev';

const FOLDER = fileURLToPath(new URL('../../../.causeway/bench-catalog/', import.meta.url));
/** The server listens on the loopback interface, and only while the bench runs. */
const PASSWORD = 'causeway-bench';
/** A small production server; everything else is as PostgreSQL comes. */
const SETTINGS = { shared_buffers: '1GB', max_wal_size: '4GB' };

/**
 * Starts a PostgreSQL server that holds the seed `huge` of the catalog: 1,000,000 products. The first
 * time takes minutes; the folder is kept for the next.
 */
export async function openHugeCatalog(print: (line: string) => void): Promise<{
  appUrl: string;
  eventsUrl: string;
  /** Those whose slugs begin with this. */
  removeProducts(slugPrefix: string): Promise<void>;
  close(): Promise<void>;
}> {
  const server = await startPostgres({
    folder: FOLDER,
    port: await freePort(),
    settings: SETTINGS,
  });
  try {
    const appUrl = await prepare(server.adminUrl, print);
    const removeProducts = (slugPrefix: string) => remove(server.adminUrl, slugPrefix);
    const eventsUrl = withLogin(server.adminUrl, ownerRole('events'));
    return { appUrl, eventsUrl, removeProducts, close: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function prepare(adminUrl: string, print: (line: string) => void): Promise<string> {
  const service = 'catalog';
  const passwords = { ownerPassword: PASSWORD, appPassword: PASSWORD };
  await ensureServiceDatabase({ adminUrl, service, ...passwords });
  await ensureServiceDatabase({ adminUrl, service: 'events', ...passwords });
  const ownerUrl = withLogin(adminUrl, ownerRole(service));
  const appUrl = withLogin(adminUrl, appRole(service));
  await migrate({ service, ownerUrl, appRole: appRole(service) });
  const began = performance.now();
  const isNew = await runSeed({ service, ownerUrl, seed, scale: 'huge' });
  if (isNew) print(`Seeded in ${Math.round((performance.now() - began) / 1_000)} s.`);
  return appUrl;
}

async function remove(adminUrl: string, slugPrefix: string): Promise<void> {
  await withClient(adminUrl, (client) =>
    client.query('DELETE FROM catalog.product WHERE starts_with(slug, $1)', [slugPrefix]),
  );
}

function withLogin(adminUrl: string, role: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = PASSWORD;
  return url.href;
}
