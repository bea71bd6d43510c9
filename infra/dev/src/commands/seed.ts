import { parseArgs } from 'node:util';
import { migrate, type SeedScale, subgraphs } from '@causeway/database';
import { paint, print } from '../output/print.ts';
import { createProgressBar } from '../output/progress-bar.ts';
import { seedService } from '../stack/prepare-database.ts';
import { withDatabases } from '../stack/with-databases.ts';
import { UserError } from '../user-error.ts';

const HELP = `npm run seed -- [--scale small|large|huge] [--force]
  Fills the empty schemas with sample rows: small is 200 users, 1,000 products and 2,000 orders; large
  is 2,000, 100,000 and 200,000; huge is large with 1,000,000 products. A schema that holds rows is left alone; --force empties
  it first, and removes what people entered as well.
`;

/** Fills the empty schemas with sample rows, with a progress bar for each. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      scale: { type: 'string', default: 'small' },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const scale = scaleNamed(values.scale);
  return withDatabases(async ({ urls }) => {
    for (const service of subgraphs) {
      const { ownerUrl, appUrl } = urls[service];
      const appRole = decodeURIComponent(new URL(appUrl).username);
      await migrate({ service, ownerUrl, appRole });
      const bar = createProgressBar(service);
      const seeded = await seedService({
        service,
        ownerUrl,
        scale,
        force: values.force,
        onProgress: bar.update,
      });
      bar.finish();
      if (!seeded) print(`${paint('yellow', '·')} ${service} holds rows already; left alone`);
    }
    return 0;
  });
}

function scaleNamed(word: string): SeedScale {
  if (word === 'small' || word === 'large' || word === 'huge') return word;
  throw new UserError(`--scale takes small, large or huge, not "${word}".`);
}
