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
/**
 * Headers that a rule must not set: they belong to the connection or the body that the gateway sends, or
 * would forge an identity.
 */
const FORBIDDEN_HEADER =
  /^(accept|accept-encoding|connection|content-.*|expect|host|keep-alive|te|traceparent|trailer|transfer-encoding|upgrade|proxy-.*|causeway-.*|x-request-id)$/i;
/** RFC 9110 §5.5, in ASCII. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
/** Extensions of errors that no setting passes on: they are the gateway's own, or show insides. */
const KEPT_EXTENSION = /^(code|requestId|serviceName|stack|stack_?trace|__proto__)$/i;

const httpUrl = z.url({ protocol: /^https?$/, message: 'expected an http:// or https:// address' });
const headerName = z
  .string()
  .regex(HEADER_NAME, 'expected the name of a header')
  .refine((name) => !FORBIDDEN_HEADER.test(name), 'this header cannot be set by a rule');
const extensionName = z
  .string()
  .min(1)
  .refine((name) => !KEPT_EXTENSION.test(name), 'this extension cannot be passed on by a rule');

/** How to talk to a subgraph; `all` gives the defaults for each. */
const subgraphSettings = z.strictObject({
  url: httpUrl.optional().describe("Where the subgraph is, instead of the supergraph's word."),
  timeoutMs: z.int().min(1).max(600_000).optional().describe('Deadline of one request (10000).'),
  maxResponseBytes: z.int().min(1).optional().describe('Longest answer, decompressed (67108864).'),
  headers: z
    .strictObject({
      propagate: z.array(headerName).optional().describe('Client headers that are passed on.'),
      insert: z
        .record(headerName, z.string().regex(HEADER_VALUE, 'expected the value of a header'))
        .optional()
        .describe('Headers with fixed values.'),
    })
    .optional(),
  errors: z
    .strictObject({
      messages: z
        .boolean()
        .optional()
        .describe("Whether clients read the messages of the subgraph's errors (true)."),
      extensions: z
        .array(extensionName)
        .optional()
        .describe('Extensions of errors that reach clients beside code and request id (none).'),
    })
    .optional(),
});

const issuer = z.strictObject({
  issuer: z.string().min(1).describe('What the token must have as `iss`.'),
  jwksUrl: httpUrl.describe('Where its public keys are.'),
  audience: z.string().min(1).describe('What the token must have in `aud`.'),
  algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(['ES256', 'RS256', 'PS256', 'EdDSA']),
});

function areDistinct(issuers: readonly { issuer: string }[]): boolean {
  return new Set(issuers.map(({ issuer: name }) => name)).size === issuers.length;
}

const sampleAccount = z.strictObject({
  label: z.string(),
  email: z.string(),
  password: z.string(),
});

/** The settings file, whole, as it may be written. Every setting has a default but `supergraph`. */
export const settingsFile = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('The address to listen on.'),
  port: z.int().min(0).max(65_535).default(4000).describe('0 takes any free port.'),
  reusePort: z
    .boolean()
    .default(false)
    .describe(
      'Whether several gateways may listen on the port, each taking a part of the clients.',
    ),
  supergraph: z
    .string({ error: 'required: the file of the supergraph' })
    .min(1)
    .describe('The file of the supergraph; it is read again when it changes.'),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  environment: z
    .enum(['development', 'production'])
    .default('development')
    .describe('What introspection, sandbox.kind and developer.exposePlan are unless they are set.'),
  planner: z
    .enum(['auto', 'hive', 'apollo'])
    .default('auto')
    .describe("Who plans: Hive's planner where it can and Apollo's for the rest, or one of them."),
  shareInFlight: z
    .boolean()
    .default(true)
    .describe(
      'Whether equal queries of one caller that are under way at the same time are answered once.',
    ),
  introspection: z
    .boolean()
    .optional()
    .describe('Whether clients may read the schema (in development).'),
  bodyLimitBytes: z
    .int()
    .min(1_024)
    .default(1_048_576)
    .describe('Longest request body that is read.'),
  drainDelayMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(0)
    .describe('After SIGTERM: how long requests are accepted while /health/ready says no.'),
  drainTimeoutMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(4_000)
    .describe('After that: how long requests in flight have to finish.'),
  jwt: z
    .strictObject({
      issuers: z
        .array(issuer)
        .refine(areDistinct, 'the same issuer is there twice')
        .default([])
        .describe('Whose tokens are believed; none: everyone is anonymous.'),
      clockToleranceSeconds: z.int().min(0).max(300).default(5),
    })
    .prefault({}),
  assertionKeyFile: z
    .string()
    .min(1)
    .optional()
    .describe('The key that signs who is asking, for subgraphs; without it none is told.'),
  all: subgraphSettings.omit({ url: true }).prefault({}).describe('Defaults for each subgraph.'),
  subgraphs: z
    .record(z.string(), subgraphSettings)
    .default({})
    .describe('By name; these beat `all`, header rules of both apply.'),
  sandbox: z
    .strictObject({
      kind: z
        .enum(['causeway', 'apollo', 'off'])
        .optional()
        .describe('Which explorer is at `/` (causeway in development, else off).'),
      sampleAccounts: z.array(sampleAccount).default([]).describe('Accounts offered for sign-in.'),
    })
    .prefault({}),
  developer: z
    .strictObject({
      exposePlan: z
        .boolean()
        .optional()
        .describe('Whether `causeway-debug: plan` shows plan and timings (in development).'),
    })
    .prefault({}),
});

/** Settings as the gateway uses them: what depends on the environment is decided. */
export const settingsSchema = settingsFile.transform((settings) => {
  const isProduction = settings.environment === 'production';
  const { sandbox, developer } = settings;
  return {
    ...settings,
    introspection: settings.introspection ?? !isProduction,
    sandbox: { ...sandbox, kind: sandbox.kind ?? (isProduction ? 'off' : 'causeway') },
    developer: { exposePlan: developer.exposePlan ?? !isProduction },
  } as const;
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
  passesErrorMessages: boolean;
  passedErrorExtensions: readonly string[];
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
    insertedHeaders: { ...lowerCased(all.headers?.insert), ...lowerCased(own?.headers?.insert) },
    passesErrorMessages: own?.errors?.messages ?? all.errors?.messages ?? true,
    passedErrorExtensions: own?.errors?.extensions ?? all.errors?.extensions ?? [],
  };
}

/** The client headers that any subgraph is passed. */
export function propagatedHeaders(settings: GatewaySettings): readonly string[] {
  const names = ['', ...Object.keys(settings.subgraphs)].flatMap(
    (name) => settingsOfSubgraph(settings, name).propagatedHeaders,
  );
  return [...new Set(names)];
}

/** One spelling of each name, so that a rule beats another and no header is sent twice. */
function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
