import { z } from 'zod';

const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Headers that a rule must not set: they belong to the connection, or would forge an identity. */
const FORBIDDEN_HEADER =
  /^(connection|content-length|host|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*|causeway-.*)$/i;

const httpUrl = z.url({ protocol: /^https?$/, message: 'expected an http:// or https:// address' });
const headerName = z
  .string()
  .regex(HEADER_NAME, 'expected the name of a header')
  .refine((name) => !FORBIDDEN_HEADER.test(name), 'this header cannot be set by a rule');

/** How to talk to a subgraph; `all` gives the defaults for each. */
const subgraphSettings = z.strictObject({
  url: httpUrl.optional().describe("Where the subgraph is, instead of the supergraph's word."),
  timeoutMs: z.int().min(1).max(600_000).optional().describe('Deadline of one request (10000).'),
  maxResponseBytes: z.int().min(1).optional().describe('Longest answer, decompressed (67108864).'),
  headers: z
    .strictObject({
      propagate: z.array(headerName).optional().describe('Client headers that are passed on.'),
      insert: z.record(headerName, z.string()).optional().describe('Headers with fixed values.'),
    })
    .optional(),
});

const issuer = z.strictObject({
  issuer: z.string().min(1).describe('What the token must have as `iss`.'),
  jwksUrl: httpUrl.describe('Where its public keys are.'),
  audience: z.string().min(1).describe('What the token must have in `aud`.'),
  algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(['ES256', 'RS256', 'PS256', 'EdDSA']),
});

const sampleAccount = z.strictObject({
  label: z.string(),
  email: z.string(),
  password: z.string(),
});

/** The settings file, whole. Every setting has a default but `supergraph`. */
export const settingsSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('The address to listen on.'),
  port: z.int().min(0).max(65_535).default(4000).describe('0 takes any free port.'),
  supergraph: z
    .string({ error: 'required: the file of the supergraph' })
    .min(1)
    .describe('The file of the supergraph; it is read again when it changes.'),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  environment: z
    .enum(['development', 'production'])
    .default('development')
    .describe('production hides introspection, the sandbox and query plans unless set.'),
  introspection: z.boolean().optional(),
  bodyLimitBytes: z.int().min(1_024).default(1_048_576).describe('Longest request body.'),
  drainTimeoutMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(4_000)
    .describe('How long requests in flight have to finish after SIGTERM.'),
  jwt: z
    .strictObject({
      issuers: z
        .array(issuer)
        .default([])
        .describe('Whose tokens are believed; none: everyone is anonymous.'),
      clockToleranceSeconds: z.int().min(0).max(300).default(5),
    })
    .prefault({}),
  assertionKeyFile: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The key that identities are signed with for the subgraphs; without it none are sent.',
    ),
  all: subgraphSettings.omit({ url: true }).prefault({}),
  subgraphs: z.record(z.string(), subgraphSettings).default({}),
  sandbox: z
    .strictObject({
      kind: z.enum(['causeway', 'apollo', 'off']).optional().describe('Which explorer is at `/`.'),
      sampleAccounts: z.array(sampleAccount).default([]).describe('Accounts offered for sign-in.'),
    })
    .prefault({}),
  developer: z
    .strictObject({
      exposePlan: z
        .boolean()
        .optional()
        .describe('Whether `causeway-debug: plan` shows plan and timings (on in development).'),
    })
    .prefault({}),
});

export type GatewaySettings = Readonly<z.output<typeof settingsSchema>>;
export type IssuerSettings = GatewaySettings['jwt']['issuers'][number];

/** How the gateway talks to one subgraph, all defaults filled in. */
export interface SubgraphSettings {
  url: string | undefined;
  timeoutMs: number;
  maxResponseBytes: number;
  propagatedHeaders: readonly string[];
  insertedHeaders: Readonly<Record<string, string>>;
}

/** A subgraph's own settings over those of `all`; header rules of both apply. */
export function settingsOfSubgraph(settings: GatewaySettings, name: string): SubgraphSettings {
  const { all, subgraphs } = settings;
  const own = Object.hasOwn(subgraphs, name) ? subgraphs[name] : undefined;
  return {
    url: own?.url,
    timeoutMs: own?.timeoutMs ?? all.timeoutMs ?? 10_000,
    maxResponseBytes: own?.maxResponseBytes ?? all.maxResponseBytes ?? 64 * 1_024 * 1_024,
    propagatedHeaders: [...(all.headers?.propagate ?? []), ...(own?.headers?.propagate ?? [])].map(
      (header) => header.toLowerCase(),
    ),
    insertedHeaders: { ...all.headers?.insert, ...own?.headers?.insert },
  };
}
