import {
  brokerUrl,
  databaseUrl,
  type Environment,
  httpUrl,
  integer,
  readConfig,
  retentionDays,
  subgraphSettings,
} from '@causeway/subgraph-kit';
import { z } from 'zod';

const DEFAULT_PORT = 4003;
const DAY_SECONDS = 86_400;
const MAXIMUM_WEBHOOK_SECRETS = 5;
/** 32 characters and more of visible ASCII, which is what providers make. */
const WEBHOOK_SECRET = /^[!-+\--~]{32,200}$/;

const serviceSettings = z.object({
  ...subgraphSettings({ port: DEFAULT_PORT }),
  ORDERS_DATABASE_URL: databaseUrl(),
  /** What carries events to other services. */
  EVENTS_URL: brokerUrl(),
  /** The catalog's GraphQL endpoint, asked for prices at checkout. */
  CATALOG_URL: httpUrl(),
  /** Who moves the money. The sandbox moves none: never choose it where customers pay. */
  PAYMENT_PROVIDER: z.enum(['sandbox']),
  /** What the provider signs its callbacks with; several, by commas, while it changes. */
  PAYMENT_WEBHOOK_SECRETS: z
    .string()
    // Splitting gives one at least.
    .transform((text) => text.split(',').map((part) => part.trim()) as [string, ...string[]])
    .refine(
      (secrets) =>
        secrets.length <= MAXIMUM_WEBHOOK_SECRETS &&
        secrets.every((one) => WEBHOOK_SECRET.test(one)),
      `expected up to ${MAXIMUM_WEBHOOK_SECRETS} secrets of 32 to 200 characters, by commas`,
    ),
  /** After how long an order without an outcome is ended. */
  CHECKOUT_TIMEOUT_SECONDS: integer({
    minimum: 60,
    maximum: 7 * DAY_SECONDS,
    fallback: DAY_SECONDS,
  }),
  /** How long the keys of checkouts are remembered, and payments that came to nothing. */
  RETENTION_DAYS: retentionDays(),
  /** Holds the key with which this service signs what it asks. */
  ASSERTION_KEY_FILE: z.string(),
});

export type OrdersSettings = z.output<typeof serviceSettings>;

/** Reads the service's settings. Throws ConfigurationError with every problem at once. */
export function readOrdersSettings(env: Environment): Readonly<OrdersSettings> {
  return readConfig(serviceSettings, env);
}
