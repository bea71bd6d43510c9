import { type MigrateDatabases, runMigrateCommand, services } from '@causeway/database';
import { print } from '../output/print.ts';
import { type Databases, withDatabases } from '../stack/with-databases.ts';

/** Migrations from the command line; `npm run migrate -- help` lists the verbs. */
export function run(args: string[]): Promise<number> {
  return runMigrateCommand(
    args.filter((arg) => arg !== '--'),
    { print, withDatabases: (work) => withDatabases((databases) => work(loginsOf(databases))) },
  );
}

function loginsOf({ urls, adminUrl }: Databases): MigrateDatabases {
  const logins = services.map((service) => {
    const { ownerUrl, appUrl } = urls[service];
    return [service, { ownerUrl, appRole: decodeURIComponent(new URL(appUrl).username) }];
  });
  const shadowAdminUrl = process.env.SHADOW_DATABASE_URL ?? adminUrl;
  return {
    logins: Object.fromEntries(logins) as MigrateDatabases['logins'],
    ...(shadowAdminUrl !== null && { shadowAdminUrl }),
  };
}
