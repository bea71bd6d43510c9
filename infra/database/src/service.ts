import { fileURLToPath } from 'node:url';

/** The services that own a PostgreSQL schema. The schema has the service's name. */
export const services = ['identity', 'catalog', 'orders'] as const;

export type Service = (typeof services)[number];

/** Where a service keeps its datamodel, migrations and seed: `prisma/<service>/`. */
export function serviceFolder(service: Service): string {
  return fileURLToPath(new URL(`../../../prisma/${service}/`, import.meta.url));
}

/** Whether a word names a service; for arguments that people type. */
export function isService(word: string): word is Service {
  return (services as readonly string[]).includes(word);
}
