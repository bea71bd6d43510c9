import { defineConfig } from 'vitest/config';

/**
 * unit: pure modules, beside the code. integration: real PostgreSQL, real sockets, real processes.
 * Each integration file gets a database of its own (see services/test-kit).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{docs,gateway,services/*,infra/*,prisma/*}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', '**/test/**'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{gateway,services/*,infra/*}/test/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['services/test-kit/src/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
