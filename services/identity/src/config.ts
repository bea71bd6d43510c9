import {
  databaseUrl,
  type Environment,
  httpUrl,
  readConfig,
  subgraphSettings,
} from '@causeway/subgraph-kit';
import { z } from 'zod';

const SECRET_BYTES = 32;
const DEFAULT_PORT = 4001;

const databaseSettings = {
  IDENTITY_DATABASE_URL: databaseUrl(),
  SIGNING_KEY_SECRET: z
    .string()
    .refine(isSecret, `expected ${SECRET_BYTES} random bytes in base64url`)
    .transform((text): Uint8Array => Buffer.from(text, 'base64url')),
};

const serviceSettings = z.object({
  ...subgraphSettings({ port: DEFAULT_PORT }),
  ...databaseSettings,
  JWT_ISSUER: httpUrl().default(`http://127.0.0.1:${DEFAULT_PORT}`),
  OIDC_PROVIDERS_FILE: z.string().optional(),
  JWT_AUDIENCE: z.string().default('causeway'),
});

export type IdentitySettings = z.output<typeof serviceSettings>;
export type KeyRotationSettings = z.output<z.ZodObject<typeof databaseSettings>>;

/** Reads the service's settings. Throws ConfigurationError with every problem at once. */
export function readIdentitySettings(env: Environment): Readonly<IdentitySettings> {
  return readConfig(serviceSettings, env);
}

/** Reads what rotating the signing keys needs. Throws ConfigurationError. */
export function readKeyRotationSettings(env: Environment): Readonly<KeyRotationSettings> {
  return readConfig(z.object(databaseSettings), env);
}

function isSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text) && Buffer.from(text, 'base64url').length === SECRET_BYTES;
}
