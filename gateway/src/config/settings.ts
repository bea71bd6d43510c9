import { z } from 'zod';
import { authorizationSettings } from './authorization-settings.ts';
import { batchingSettings } from './batching-settings.ts';
import { corsSettings } from './cors-settings.ts';
import { costSettings } from './cost-settings.ts';
import { httpSettings } from './http-settings.ts';
import { insecureJwks, jwtSettings } from './jwt-settings.ts';
import { limitSettings } from './limit-settings.ts';
import { measuredLimit } from './measured-limit.ts';
import { metricsSettings } from './metrics-settings.ts';
import { overloadSettings } from './overload-settings.ts';
import { persistedOperationSettings } from './persisted-operation-settings.ts';
import { rateLimitSettings } from './rate-limit-settings.ts';
import { redisSettings } from './redis-settings.ts';
import { registrySettings } from './registry-settings.ts';
import { responseCacheSettings } from './response-cache-settings.ts';
import { subgraphSettings } from './subgraph-settings.ts';
import { trustedProxies } from './trusted-proxies.ts';
import { variantSettings } from './variant-settings.ts';
import { warmUpSettings } from './warm-up-settings.ts';

const sampleAccount = z.strictObject({
  label: z.string(),
  email: z.string(),
  password: z.string(),
});

const sandboxRegistry = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe("The registry's address, as browsers reach it."),
  graph: z.string().describe('Such as `shop@production`.'),
  token: z
    .string()
    .optional()
    .describe(
      'With a right to READ and no other: whoever opens the page has it. Else it asks for one.',
    ),
});

/** The settings file, whole, as it may be written. Every setting has a default but where the supergraph is. */
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
    .string()
    .min(1)
    .optional()
    .describe('The file of the supergraph; it is read again when it changes.'),
  warmUp: warmUpSettings
    .prefault({})
    .describe('What happens to another supergraph before it is served.'),
  registry: registrySettings.optional().describe('Where the supergraph comes from instead.'),
  variants: variantSettings
    .prefault({})
    .describe('Other graphs in the same process, for requests that name one.'),
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
  bodyLimitBytes: measuredLimit({
    ...{ least: 1_024, most: 1_073_741_824, usual: 1_048_576 },
  }).describe('Longest request body that is read, decompressed (1048576).'),
  http: httpSettings.prefault({}),
  cors: corsSettings.prefault({}),
  batching: batchingSettings.prefault({}),
  requestTimeoutMs: z
    .int()
    .min(1)
    .max(3_600_000)
    .default(30_000)
    .describe('From the arrival of a request on: after that, subgraphs are not waited for.'),
  drainDelayMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(0)
    .describe('After SIGTERM: how long requests are accepted while /health/ready says no.'),
  drainIdleMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(500)
    .describe('After that: how long connections on which nothing comes are left open.'),
  drainTimeoutMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(4_000)
    .describe('And how long requests in flight have to finish.'),
  jwt: jwtSettings.prefault({}),
  authorization: authorizationSettings
    .prefault({})
    .describe('How access rules are enforced: `@authenticated`, `@requiresScopes`, `@policy`.'),
  assertionKeyFile: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The file of the key that signs who is asking, for subgraphs, read again when it changes; without it none is told.',
    ),
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
      registry: sandboxRegistry
        .optional()
        .describe('Whose history, checks and usage the page shows; it asks it from the browser.'),
      statusFile: z
        .string()
        .optional()
        .describe(
          'JSON that whoever composes the graph keeps, for the page to show what is wrong.',
        ),
    })
    .prefault({}),
  limits: limitSettings.prefault({}).describe('What operations may amount to.'),
  overload: overloadSettings
    .prefault({})
    .describe('What happens when more is asked than answered.'),
  cost: costSettings.prefault({}).describe('What operations may be estimated to cost.'),
  persistedOperations: persistedOperationSettings.prefault({}),
  metrics: metricsSettings.prefault({}),
  redis: redisSettings.prefault({}),
  responseCache: responseCacheSettings.prefault({}),
  trustedProxies,
  rateLimit: rateLimitSettings
    .prefault({})
    .describe('How often anyone may ask; nothing is counted unless it is set.'),
  developer: z
    .strictObject({
      exposePlan: z
        .boolean()
        .optional()
        .describe('Whether `causeway-debug: plan` shows plan and timings (in development).'),
    })
    .prefault({}),
});

/** Where nobody can sign in, asking everyone to is a mistake. */
const canSignIn = ({ authorization, jwt }: z.output<typeof settingsFile>): boolean =>
  !authorization.requireAuthentication || jwt.issuers.length > 0;

/** Without a key nobody could show the issuer who asks. */
const canAsk = ({ assertionKeyFile, jwt }: z.output<typeof settingsFile>): boolean =>
  assertionKeyFile !== undefined || jwt.issuers.every(({ endedSessions }) => !endedSessions);

const checkedSettings = settingsFile
  .refine(({ supergraph, registry }) => supergraph !== undefined || registry !== undefined, {
    path: ['supergraph'],
    error: 'required: the file of the supergraph, or the settings of a registry',
    // Also when something else is wrong: all problems are told at once.
    when: () => true,
  })
  .refine(({ supergraph, registry }) => supergraph === undefined || registry === undefined, {
    path: ['supergraph'],
    error: 'the supergraph comes from this file or from the registry: set one of the two',
  })
  .refine(canSignIn, {
    path: ['authorization', 'requireAuthentication'],
    error: 'nobody could sign in: jwt.issuers is empty',
  })
  .refine(canAsk, {
    path: ['assertionKeyFile'],
    error: 'required: an issuer is to be asked for ended sessions (endedSessions)',
  })
  .superRefine(({ variants, jwt, registry }, context) => {
    for (const [name, variant] of Object.entries(variants.named)) {
      const path = ['variants', 'named', name];
      if (variant.requiresScopes.length > 0 && jwt.issuers.length === 0) {
        const message = 'nobody could have them: jwt.issuers is empty';
        context.addIssue({ code: 'custom', path: [...path, 'requiresScopes'], message });
      }
      if (variant.registry !== undefined && registry === undefined) {
        const message = 'the settings `registry` say where it is: they are missing';
        context.addIssue({ code: 'custom', path: [...path, 'registry'], message });
      }
    }
  })
  .superRefine(({ environment, jwt }, context) => {
    if (environment !== 'production') return;
    for (const problem of insecureJwks(jwt)) context.addIssue({ code: 'custom', ...problem });
  });

/** Settings as the gateway uses them: what depends on the environment is decided. */
export const settingsSchema = checkedSettings.transform((settings) => {
  const isProduction = settings.environment === 'production';
  const { sandbox, developer, cors, variants } = settings;
  const hasVariants = Object.keys(variants.named).length > 0;
  return {
    ...settings,
    introspection: settings.introspection ?? !isProduction,
    cors: hasVariants
      ? { ...cors, allowedHeaders: [...cors.allowedHeaders, variants.header] }
      : cors,
    sandbox: { ...sandbox, kind: sandbox.kind ?? (isProduction ? 'off' : 'causeway') },
    developer: { exposePlan: developer.exposePlan ?? !isProduction },
  } as const;
});

export type GatewaySettings = Readonly<z.output<typeof settingsSchema>>;
