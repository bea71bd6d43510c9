import { join } from 'node:path';
import { runQuietly } from '../process/run-program.ts';
import { inRepository, localFolder } from '../repository.ts';
import { unlessUnchanged } from './unless-unchanged.ts';

/** Builds the sandbox page if its sources have changed; returns whether it did. */
export function buildSandbox(): Promise<boolean> {
  const folder = inRepository('gateway/sandbox-app');
  return unlessUnchanged(
    {
      stamp: join(localFolder, 'stamps/sandbox'),
      inputs: [folder, inRepository('pnpm-lock.yaml')],
      output: join(folder, 'dist/index.html'),
    },
    () =>
      runQuietly(join(folder, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], folder),
  );
}
