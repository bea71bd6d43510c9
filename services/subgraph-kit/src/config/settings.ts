import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const MAXIMUM_PORT = 65_535;

/** A TCP port; 0 lets the system choose. */
export function port(fallback: number) {
  return integer({ minimum: 0, maximum: MAXIMUM_PORT, what: 'a port', fallback });
}

/** A whole number between two bounds, written in decimal digits. */
export function integer(options: {
  minimum: number;
  maximum: number;
  fallback: number;
  what?: string;
}) {
  const { minimum, maximum, fallback, what = 'a whole number' } = options;
  const isWithin = (text: string) =>
    /^\d{1,15}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum;
  return z
    .string()
    .refine(isWithin, `expected ${what} between ${minimum} and ${maximum}`)
    .transform(Number)
    .default(fallback);
}

/** The address of a PostgreSQL database: `postgresql://user:password@host:port/database`. */
export function databaseUrl() {
  return url(['postgresql:', 'postgres:'], 'a postgresql:// address');
}

/** The address of what carries events: PostgreSQL, RabbitMQ or Kafka, by the scheme. */
export function brokerUrl() {
  const protocols = ['postgresql:', 'postgres:', 'amqp:', 'amqps:', 'kafka:'];
  return url(protocols, 'a postgres://, amqp://, amqps:// or kafka:// address');
}

/** The address of an HTTP server. */
export function httpUrl() {
  return url(['http:', 'https:'], 'an http:// or https:// address');
}

function url(protocols: readonly string[], what: string) {
  const isUrl = (text: string) => URL.canParse(text) && protocols.includes(new URL(text).protocol);
  return z.string().refine(isUrl, `expected ${what}`);
}

/**
 * For how many days rows are kept that only say what is over. Longer than inboxes remember events (14
 * days), so that nothing that is told again finds both empty.
 */
export function retentionDays() {
  return integer({ minimum: 15, maximum: 3_650, fallback: 30 });
}

/** The settings that every subgraph has; spread them into the schema given to `readConfig`. */
export function subgraphSettings(defaults: { port: number }) {
  return { ...serviceSettings(defaults), ASSERTION_TRUST_FILE: z.string() };
}

/** The settings of any service with a database, whoever calls it. */
export function serviceSettings(defaults: { port: number }) {
  return {
    PORT: port(defaults.port),
    HOST: z.string().default('127.0.0.1'),
    LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
    DATABASE_POOL_SIZE: integer({ minimum: 1, maximum: 1_000, fallback: 10 }),
  };
}
