import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
const oneGraphql = { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] };
export default defineConfig({
  root: '/work/main',
  test: { projects: [{ resolve: oneGraphql, test: { name: 'unit', include: ['services/subgraph-kit/src/**/*.test.ts'] } }, { resolve: oneGraphql, test: { name: 'integration', include: ['services/subgraph-kit/test/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 } }] },
});
