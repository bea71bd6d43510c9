import {
  databaseUrl,
  type Environment,
  readConfig,
  subgraphSettings,
} from '@causeway/subgraph-kit';
import { z } from 'zod';

const DEFAULT_PORT = 4002;

const serviceSettings = z.object({
  ...subgraphSettings({ port: DEFAULT_PORT }),
  CATALOG_DATABASE_URL: databaseUrl(),
});

export type CatalogSettings = z.output<typeof serviceSettings>;

/** Reads the service's settings. Throws ConfigurationError with every problem at once. */
export function readCatalogSettings(env: Environment): Readonly<CatalogSettings> {
  return readConfig(serviceSettings, env);
}
