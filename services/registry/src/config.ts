import { databaseUrl, type Environment, readConfig, serviceSettings } from '@causeway/subgraph-kit';
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
  /** Whose pages may ask from a browser, with commas between. */
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.url()))
    .optional(),
});

export type RegistrySettings = z.output<typeof settings>;

/** Reads the service's settings. Throws ConfigurationError with every problem at once. */
export function readRegistrySettings(env: Environment): Readonly<RegistrySettings> {
  return readConfig(settings, env);
}
