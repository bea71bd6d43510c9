import { readRegistrySettings, startRegistry } from '@causeway/registry';
import { createLogger } from '@causeway/subgraph-kit';
import { createTestIdentity, useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll } from 'vitest';

const ADMIN = `cwt_${'A'.repeat(43)}`;

/** A real registry on a database of its own, for one file: the environment by which the CLI finds it. */
export function useRegistry(): () => { CAUSEWAY_REGISTRY: string; CAUSEWAY_TOKEN: string } {
  const urls = useDatabase('registry');
  let running: Awaited<ReturnType<typeof startRegistry>>;
  beforeAll(async () => {
    running = await startRegistry(
      readRegistrySettings({
        ...{ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error' },
        REGISTRY_DATABASE_URL: urls().appUrl,
        SIGNING_KEY_FILE: createTestIdentity().keyFile,
        BOOTSTRAP_TOKEN: ADMIN,
      }),
      { logger: createLogger({ name: 'registry', level: 'error' }) },
    );
  });
  afterAll(() => running.close());
  return () => ({ CAUSEWAY_REGISTRY: new URL(running.url).origin, CAUSEWAY_TOKEN: ADMIN });
}
