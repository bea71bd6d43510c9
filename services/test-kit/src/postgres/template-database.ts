import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  appRole,
  ensureServiceSchema,
  migrate,
  runSeed,
  type Seed,
  type SeedScale,
  type Service,
  serviceFolder,
  services,
  withClient,
} from '@causeway/database';
import pg from 'pg';
import { serviceUrls, TEST_DATABASE_PREFIX, urlOfDatabase } from './test-server.ts';

/** What a template holds: the migrated schema, and the seed of that scale if any. */
export type TemplateContents = 'empty' | SeedScale;

const contents: readonly TemplateContents[] = ['empty', 'small', 'large'];
const seedingMachinery = fileURLToPath(
  new URL('../../../../infra/database/src/seeding/', import.meta.url),
);

/**
 * Makes sure that a service's template database exists and returns its name. Whoever comes first
 * builds it; others wait. It is kept between runs until migrations or seed change.
 */
export async function ensureTemplate(
  adminUrl: string,
  service: Service,
  contains: TemplateContents,
): Promise<string> {
  const name = await templateName(service, contains);
  await withClient(adminUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await buildTemplate({ client, adminUrl, service, contains, name });
  });
  return name;
}

/** The names of all templates that the checkout's migrations and seeds lead to now. */
export async function currentTemplates(): Promise<ReadonlySet<string>> {
  const pairs = services.flatMap((service) =>
    contents.map((contains) => templateName(service, contains)),
  );
  return new Set(await Promise.all(pairs));
}

async function templateName(service: Service, contains: TemplateContents): Promise<string> {
  const folders = [serviceFolder(service), seedingMachinery];
  const hash = createHash('sha256');
  for (const folder of folders) await hashFiles(hash, folder);
  return `${TEST_DATABASE_PREFIX}${service}_${contains}_${hash.digest('hex').slice(0, 12)}`;
}

const NOT_HASHED = new Set(['node_modules', 'generated', 'client.ts']);

async function hashFiles(hash: ReturnType<typeof createHash>, folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (NOT_HASHED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await hashFiles(hash, path);
    else hash.update(entry.name).update(await readFile(path));
  }
}

/** Built under another name and renamed at the end: an interrupted build is not mistaken for one. */
async function buildTemplate(options: {
  client: pg.Client;
  adminUrl: string;
  service: Service;
  contains: TemplateContents;
  name: string;
}): Promise<void> {
  const { client, adminUrl, service, contains, name } = options;
  const unfinished = pg.escapeIdentifier(`${name}_new`);
  await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${unfinished} TEMPLATE template0`);
  await ensureServiceSchema({ adminUrl: urlOfDatabase(adminUrl, `${name}_new`), service });
  const { ownerUrl } = serviceUrls(adminUrl, `${name}_new`, service);
  await migrate({ service, ownerUrl, appRole: appRole(service) });
  if (contains !== 'empty') {
    const { seed } = (await import(`@causeway/${service}-db/seed`)) as { seed: Seed };
    await runSeed({ service, ownerUrl, seed, scale: contains });
  }
  await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${pg.escapeIdentifier(name)}`);
}
