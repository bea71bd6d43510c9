import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// graphql ships CommonJS and ESM; Apollo's packages load the former, and graphql-js refuses two of itself.
const oneGraphql = {
  alias: [
    {
      find: /^graphql$/,
      replacement: createRequire(new URL('gateway/package.json', import.meta.url)).resolve(
        'graphql',
      ),
    },
  ],
};

/** On a machine that does other things; a poll that holds does not wait. */
const EVENTUALLY = { timeout: 30_000 };

/** They take the whole machine, and tell how it fared: what runs beside them would be measured, too. */
const HEAVY = ['gateway/test/process/drill.test.ts', 'infra/torture/test/torture.test.ts'];

/**
 * unit: pure modules, beside the code. integration: real PostgreSQL, real sockets, real processes.
 * Each integration file gets a database of its own (see services/test-kit). heavy: one by one, after the rest.
 */
export default defineConfig({
  test: {
    // Much of the time goes by waiting for processes, deadlines and PostgreSQL, not computing.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    projects: [
      {
        resolve: oneGraphql,
        test: {
          name: 'unit',
          include: ['{docs,gateway,services/*,infra/*,prisma/*}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', '**/test/**'],
          // They compute for moments, and wait for long where others compute.
          testTimeout: 120_000,
          expect: { poll: EVENTUALLY },
        },
      },
      {
        resolve: oneGraphql,
        test: {
          name: 'integration',
          include: ['{gateway,services/*,infra/*}/test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...HEAVY],
          globalSetup: ['services/test-kit/src/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          expect: { poll: EVENTUALLY },
        },
      },
      {
        resolve: oneGraphql,
        test: {
          name: 'heavy',
          include: HEAVY,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 240_000,
          expect: { poll: EVENTUALLY },
        },
      },
    ],
  },
});
