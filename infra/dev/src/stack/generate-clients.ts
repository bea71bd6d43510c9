import { join } from 'node:path';
import { services } from '@causeway/database';
import { runQuietly } from '../process/run-program.ts';
import { inRepository, localFolder } from '../repository.ts';
import { unlessUnchanged } from './unless-unchanged.ts';

/** Generates the Prisma clients whose datamodel has changed; returns for which services. */
export async function generateClients(): Promise<readonly string[]> {
  const generated = await Promise.all(
    services.map(async (service) => {
      const folder = inRepository('prisma', service);
      const done = await unlessUnchanged(
        {
          stamp: join(localFolder, 'stamps', `client-${service}`),
          inputs: [
            join(folder, 'schema.prisma'),
            join(folder, 'package.json'),
            inRepository('pnpm-lock.yaml'),
          ],
          output: join(folder, 'generated/client.ts'),
        },
        () =>
          runQuietly(
            process.execPath,
            [inRepository('infra/database/src/commands/generate-client.ts')],
            folder,
          ),
      );
      return done ? [service] : [];
    }),
  );
  return generated.flat();
}
