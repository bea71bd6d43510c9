import { ensureServiceRoles } from './ensure-service-roles.ts';
import { ensureServiceSchema } from './ensure-service-schema.ts';

/**
 * Makes sure that a service's roles exist on the server, with the passwords given, and its schema in
 * the database that `adminUrl` points at. Safe to run again: nothing is dropped. `adminUrl` must
 * belong to a role that may create roles and schemas.
 */
export async function ensureServiceDatabase(options: {
  adminUrl: string;
  service: string;
  ownerPassword: string;
  appPassword: string;
}): Promise<void> {
  await ensureServiceRoles(options);
  await ensureServiceSchema(options);
}
