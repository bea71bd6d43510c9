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

const mailSettings = {
  /** Without it no mail is sent. `mailbox:` is for development: a page shows what would be. */
  MAIL_URL: z
    .union([z.literal('mailbox:'), z.url({ protocol: /^smtps?$/, hostname: /./ })], {
      error: 'expected smtp://, smtps:// or mailbox:',
    })
    .optional(),
  MAIL_FROM: z.string().min(3).default('Causeway <no-reply@localhost>'),
  /** Where the pages are that the links in mails lead to. */
  ACCOUNT_URL: httpUrl().default('http://127.0.0.1:4000/account'),
};

/** Of what stands before `POST /oauth/token`: addresses and ranges, parted by commas. */
const trustedProxies = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
  .pipe(
    z.array(
      z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
        error: 'expected addresses, or ranges such as 10.0.0.0/8',
      }),
    ),
  );

const serviceSettings = z.object({
  ...subgraphSettings({ port: DEFAULT_PORT }),
  ...databaseSettings,
  JWT_ISSUER: httpUrl().default(`http://127.0.0.1:${DEFAULT_PORT}`),
  OIDC_PROVIDERS_FILE: z.string().optional(),
  TRUSTED_PROXIES: trustedProxies,
  JWT_AUDIENCE: z.string().default('causeway'),
  ...mailSettings,
});

export type IdentitySettings = z.output<typeof serviceSettings>;
export type MailSettings = Pick<IdentitySettings, 'MAIL_URL' | 'MAIL_FROM'>;
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
