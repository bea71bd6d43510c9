import { requireSchemaName } from '../service.ts';

/** The role that owns a service's schema and runs its migrations. */
export function ownerRole(service: string): string {
  requireSchemaName(service);
  return `${service}_owner`;
}

/** The role a service works as: it reads and writes rows, and sees no other schema. */
export function appRole(service: string): string {
  requireSchemaName(service);
  return `${service}_app`;
}
