import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Generates the Prisma client of the package this runs in (`pnpm run generate:client`).
 *
 * Prisma's CLI insists on a native schema engine, which it would download, though generating does not
 * use it. Naming any executable keeps it from looking: the engine we migrate with is WebAssembly.
 */
const prisma = createRequire(join(process.cwd(), 'package.json')).resolve('prisma/build/index.js');
const { status } = spawnSync(
  process.execPath,
  [prisma, 'generate', '--config', 'prisma.config.ts'],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    },
  },
);
process.exitCode = status ?? 1;
