import { searchPathOf } from '../roles/shared-extensions.ts';
import { serviceFolder } from '../service.ts';
import { withClient } from '../with-client.ts';
import { compareHistory, type MigrationStatus } from './compare-history.ts';
import { readMigrations } from './migrations-folder.ts';
import { readHistory } from './read-history.ts';

/** How each migration of a service stands in the database, by name. Changes nothing, takes no lock. */
export async function migrationStatus(options: {
  service: string;
  ownerUrl: string;
  /** `prisma/<service>` of this repository unless told otherwise. */
  folder?: string;
}): Promise<readonly MigrationStatus[]> {
  const { service, ownerUrl, folder = serviceFolder(service) } = options;
  const [files, history] = await Promise.all([
    readMigrations(folder),
    withClient(ownerUrl, readHistory, { searchPath: searchPathOf(service) }),
  ]);
  return compareHistory(files, history);
}
