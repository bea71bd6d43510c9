import {
  appRole,
  ensureServiceDatabase,
  isSubgraph,
  migrate,
  ownerRole,
  runSeed,
  type Seed,
  type SeedScale,
  type Service,
  type SubgraphName,
} from '@causeway/database';
import type { LocalKeys } from '../keys/ensure-keys.ts';

/** A service's two ways to its database. */
export interface DatabaseUrls {
  appUrl: string;
  ownerUrl: string;
}

/** The addresses that the environment gives for a service, if it does: a server of one's own. */
export function externalDatabase(service: Service, env: NodeJS.ProcessEnv): DatabaseUrls | null {
  const name = service.toUpperCase();
  const appUrl = env[`${name}_DATABASE_URL`];
  if (!appUrl) return null;
  return { appUrl, ownerUrl: env[`${name}_OWNER_DATABASE_URL`] || appUrl };
}

/** Makes a service's roles and schema on the embedded server and returns the ways to them. */
export async function embeddedDatabase(
  service: Service,
  adminUrl: string,
  { databasePasswords }: LocalKeys,
): Promise<DatabaseUrls> {
  const { owner, app } = databasePasswords[service];
  await ensureServiceDatabase({ adminUrl, service, ownerPassword: owner, appPassword: app });
  return {
    appUrl: withLogin(adminUrl, appRole(service), app),
    ownerUrl: withLogin(adminUrl, ownerRole(service), owner),
  };
}

/** Makes the roles and the schema of the queues that carry events; they make their tables themselves. */
export async function embeddedEvents(adminUrl: string, keys: LocalKeys): Promise<string> {
  const service = 'events';
  const password = keys.eventsPassword;
  await ensureServiceDatabase({
    adminUrl,
    service,
    ownerPassword: password,
    appPassword: password,
  });
  return withLogin(adminUrl, ownerRole(service), password);
}

function withLogin(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

/** Brings a service's schema up to date and, if wanted and empty, fills it. Says what it did. */
export async function migrateAndSeed(
  service: Service,
  { ownerUrl, appUrl }: DatabaseUrls,
  scale: SeedScale | null,
): Promise<string> {
  const appRoleName = decodeURIComponent(new URL(appUrl).username);
  const { applied } = await migrate({ service, ownerUrl, appRole: appRoleName });
  // The registry begins empty: what is in it comes of publishing.
  const seeded =
    scale !== null && isSubgraph(service) && (await seedService({ service, ownerUrl, scale }));
  return `${applied.length} migrations applied${seeded ? ', seeded' : ''}`;
}

/** Fills a service's empty schema with sample rows; false when it holds some already. */
export async function seedService(options: {
  service: SubgraphName;
  ownerUrl: string;
  scale: SeedScale;
  /** Empties a schema that holds rows first. */
  force?: boolean;
  onProgress?: (doneRows: number, totalRows: number) => void;
}): Promise<boolean> {
  const { seed, keep = [] } = (await import(`@causeway/${options.service}-db/seed`)) as {
    seed: Seed;
    keep?: readonly string[];
  };
  return runSeed({ ...options, seed, keep });
}
