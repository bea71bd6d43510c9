import { join } from 'node:path';
import { type Service, services } from '@causeway/database';
import { ensureKeys } from '../keys/ensure-keys.ts';
import { freePort } from '../ports/free-port.ts';
import { runningServerUrl } from '../postgres/running-server-url.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { livingHolder } from '../process/single-instance.ts';
import { localFolder } from '../repository.ts';
import { type DatabaseUrls, embeddedDatabase, externalDatabase } from './prepare-database.ts';

/** Access to the databases of this checkout, for a command that works on them. */
export interface Databases {
  urls: Record<Service, DatabaseUrls>;
  /** The embedded server's superuser; null when every database is someone's own. */
  adminUrl: string | null;
}

/**
 * Runs `work` with the services' databases: one's own where the environment names them, else those of
 * the embedded server, which is started for the time being unless `npm start` has it running.
 */
export async function withDatabases<R>(work: (databases: Databases) => Promise<R>): Promise<R> {
  const external = services.map((service) => externalDatabase(service, process.env));
  if (external.every((urls) => urls !== null)) {
    return work({ urls: byService(external), adminUrl: null });
  }
  const { adminUrl, stop } = await embeddedServer();
  try {
    const keys = await ensureKeys(join(localFolder, 'keys'));
    const urls = await Promise.all(
      services.map(
        async (service, index) =>
          external[index] ?? (await embeddedDatabase(service, adminUrl, keys)),
      ),
    );
    return await work({ urls: byService(urls), adminUrl });
  } finally {
    await stop();
  }
}

function byService(urls: readonly (DatabaseUrls | null)[]): Record<Service, DatabaseUrls> {
  return Object.fromEntries(services.map((service, index) => [service, urls[index]])) as Record<
    Service,
    DatabaseUrls
  >;
}

async function embeddedServer(): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  const folder = join(localFolder, 'postgres');
  if (livingHolder(join(localFolder, 'start.lock')) !== undefined) {
    return { adminUrl: await runningServerUrl(folder), stop: async () => {} };
  }
  const server = await startPostgres({ folder, port: await freePort() });
  return server;
}
