import { type LintSeverities, lintRules } from '@causeway/schema-kit';
import {
  databaseUrl,
  type Environment,
  integer,
  readConfig,
  serviceSettings,
} from '@causeway/subgraph-kit';
import { z } from 'zod';
import { isTokenSecret } from './tokens/token-secret.ts';

const DEFAULT_PORT = 4004;

const settings = z.object({
  ...serviceSettings({ port: DEFAULT_PORT }),
  REGISTRY_DATABASE_URL: databaseUrl(),
  /** Holds the key with which supergraphs are signed. */
  SIGNING_KEY_FILE: z.string(),
  /** A secret that counts as a token with every right; for the first start, and for whoever lost all others. */
  BOOTSTRAP_TOKEN: z
    .string()
    .refine(isTokenSecret, 'expected cwt_ and 43 characters of base64url')
    .optional(),
  /** How far back a check looks for clients, unless it says so itself. */
  CHECK_WINDOW_DAYS: integer({ minimum: 1, maximum: 400, fallback: 30 }),
  /** How often something must have been asked for within that time to count as used. */
  CHECK_LEAST_REQUESTS: integer({ minimum: 1, maximum: 1_000_000, fallback: 1 }),
  /** Clients that do not count, by name, with commas between: tests of one's own, crawlers. */
  CHECK_IGNORED_CLIENTS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  /** What lint rules are to be, such as `types-described=off, lists-bounded=error`. */
  CHECK_LINT: z.string().default('').transform(readSeverities),
  /** How long it is known what clients asked for. */
  USAGE_KEPT_DAYS: integer({ minimum: 1, maximum: 400, fallback: 90 }),
  /** How many gateways this process holds a request of; each is a socket and some kilobytes. */
  MOST_HELD_REQUESTS: integer({ minimum: 0, maximum: 100_000, fallback: 5_000 }),
  /** Whose pages may ask from a browser, with commas between. */
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.url()))
    .optional(),
});

function readSeverities(text: string, context: z.RefinementCtx): LintSeverities {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => {
      const [, rule = '', severity = ''] =
        /^([a-z-]+)\s*=\s*(error|warning|off)$/.exec(entry) ?? [];
      if (Object.hasOwn(lintRules, rule)) return [rule, severity.toUpperCase()];
      context.addIssue(`"${entry}" is not a rule=error, rule=warning or rule=off`);
      return [];
    });
  return Object.fromEntries(entries.filter(({ length }) => length > 0));
}

export type RegistrySettings = z.output<typeof settings>;

/** Reads the service's settings. Throws ConfigurationError with every problem at once. */
export function readRegistrySettings(env: Environment): Readonly<RegistrySettings> {
  return readConfig(settings, env);
}
