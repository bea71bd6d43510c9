import {
  brokerUrl,
  databaseUrl,
  type Environment,
  integer,
  readConfig,
  retentionDays,
  subgraphSettings,
} from '@causeway/subgraph-kit';
import { z } from 'zod';

const DEFAULT_PORT = 4002;
const DEFAULT_HOLD_SECONDS = 15 * 60;
const DAY_SECONDS = 24 * 3_600;

const databaseSettings = { CATALOG_DATABASE_URL: databaseUrl() };

const serviceSettings = z.object({
  ...subgraphSettings({ port: DEFAULT_PORT }),
  ...databaseSettings,
  /** What carries events between services. */
  EVENTS_URL: brokerUrl(),
  /** How long stock is held for an order that is not paid. */
  HOLD_SECONDS: integer({ minimum: 1, maximum: DAY_SECONDS, fallback: DEFAULT_HOLD_SECONDS }),
  /** How long reservations are kept that came to their end. */
  RETENTION_DAYS: retentionDays(),
});

export type CatalogSettings = z.output<typeof serviceSettings>;
export type ImportSettings = z.output<z.ZodObject<typeof databaseSettings>>;

/** Reads the service's settings. Throws ConfigurationError with every problem at once. */
export function readCatalogSettings(env: Environment): Readonly<CatalogSettings> {
  return readConfig(serviceSettings, env);
}

/** Reads what importing products needs. Throws ConfigurationError. */
export function readImportSettings(env: Environment): Readonly<ImportSettings> {
  return readConfig(z.object(databaseSettings), env);
}
