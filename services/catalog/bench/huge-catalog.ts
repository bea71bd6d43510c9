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

export interface CatalogCopy {
  /** Of the superuser. */
  readonly adminUrl: string;
  readonly appUrl: string;
  drop(): Promise<unknown>;
}

const COPY = 'catalog_copy';

/**
 * Starts a PostgreSQL server that holds the seed `huge` of the catalog: 1,000,000 products. The first
 * time takes minutes; the folder is kept for the next. What observes the server may add settings.
 */
export async function openHugeCatalog(
  print: (line: string) => void,
  observed: { settings?: Readonly<Record<string, string>>; onLog?: (line: string) => void } = {},
): Promise<{
  adminUrl: string;
  appUrl: string;
  eventsUrl: string;
  /** A database of its own with the same rows, for a bench that changes them. */
  copy(): Promise<CatalogCopy>;
  close(): Promise<void>;
}> {
  const server = await startPostgres({
    folder: FOLDER,
    port: await freePort(),
    ...observed,
    settings: { ...SETTINGS, ...observed.settings },
  });
  try {
    const appUrl = await prepare(server.adminUrl, print);
    const eventsUrl = withLogin(server.adminUrl, ownerRole('events'));
    const copy = () => copyDatabase(server.adminUrl);
    return { adminUrl: server.adminUrl, appUrl, eventsUrl, copy, close: server.stop };
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

async function copyDatabase(serverUrl: string): Promise<CatalogCopy> {
  const templateUrl = inDatabase(serverUrl, 'template1');
  const adminUrl = inDatabase(serverUrl, COPY);
  const drop = () =>
    withClient(templateUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${COPY} (FORCE)`));
  await drop();
  await withClient(templateUrl, (client) =>
    client.query(`CREATE DATABASE ${COPY} TEMPLATE postgres STRATEGY file_copy`),
  );
  return { adminUrl, appUrl: withLogin(adminUrl, appRole('catalog')), drop };
}

function inDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function withLogin(adminUrl: string, role: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = PASSWORD;
  return url.href;
}
