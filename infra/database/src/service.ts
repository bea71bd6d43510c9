import { fileURLToPath } from 'node:url';

/** The services that make the graph. */
export const subgraphs = ['identity', 'catalog', 'orders'] as const;

export type SubgraphName = (typeof subgraphs)[number];

/** The services that own a PostgreSQL schema. The schema has the service's name. */
export const services = [...subgraphs, 'registry'] as const;

export type Service = (typeof services)[number];

/** Where a service keeps its datamodel, migrations and seed: `prisma/<service>/`. */
export function serviceFolder(service: string): string {
  requireSchemaName(service);
  return fileURLToPath(new URL(`../../../prisma/${service}/`, import.meta.url));
}

/** Whether a word names a service; for arguments that people type. */
export function isService(word: string): word is Service {
  return (services as readonly string[]).includes(word);
}

/** Whether a service is a part of the graph. */
export function isSubgraph(service: string): service is SubgraphName {
  return (subgraphs as readonly string[]).includes(service);
}

// Names end at 63 bytes in PostgreSQL, and the role `<service>_owner` needs six of them.
const schemaName = /^[a-z][a-z0-9_]{0,56}$/;

/** @throws {TypeError} if `service` is not lower-case letters, digits and underscores */
export function requireSchemaName(service: string): void {
  if (schemaName.test(service)) return;
  throw new TypeError(
    `"${service}" cannot name a service: use lower-case letters, digits and underscores.`,
  );
}
