import { resolve } from 'node:path';
import { migrate } from '@causeway/database';
import { runInForeground } from '../process/run-program.ts';
import { inRepository } from '../repository.ts';
import { type DatabaseUrls, externalDatabase } from '../stack/prepare-database.ts';
import { withDatabases } from '../stack/with-databases.ts';

/** Products from a file into the catalog; `--help` tells the arguments. Also while `npm start` runs. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('services/catalog/src/run-import.ts');
  const words = args.filter((arg) => arg !== '--');
  const runWith = (env: NodeJS.ProcessEnv) =>
    runInForeground(process.execPath, [entry, ...words], resolve(), env);
  if (words.includes('--help')) return runWith(process.env);
  const runOn = async ({ appUrl, ownerUrl }: DatabaseUrls) => {
    const appRole = decodeURIComponent(new URL(appUrl).username);
    await migrate({ service: 'catalog', ownerUrl, appRole });
    return runWith({ ...process.env, CATALOG_DATABASE_URL: appUrl });
  };
  // The other services need not be there.
  const own = externalDatabase('catalog', process.env);
  return own === null ? withDatabases(({ urls }) => runOn(urls.catalog)) : runOn(own);
}
