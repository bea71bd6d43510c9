import { z } from 'zod';
import {
  CIRCUIT_BREAKER_DEFAULTS,
  type CircuitBreakerSettings,
  circuitBreakerSettings,
} from './circuit-breaker-settings.ts';
import {
  CONNECTION_DEFAULTS,
  type ConnectionSettings,
  connectionSettings,
} from './connection-settings.ts';
import { httpUrl } from './http-url.ts';
import {
  IN_FLIGHT_DEFAULTS,
  type InFlightSettings,
  inFlightSettings,
} from './in-flight-settings.ts';
import { RETRY_DEFAULTS, type RetrySettings, retrySettings } from './retry-settings.ts';

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

const headerName = z
  .string()
  .regex(HEADER_NAME, 'expected the name of a header')
  .refine((name) => !FORBIDDEN_HEADER.test(name), 'this header cannot be set by a rule');
const extensionName = z
  .string()
  .min(1)
  .refine((name) => !KEPT_EXTENSION.test(name), 'this extension cannot be passed on by a rule');

/** How to talk to a subgraph; `all` gives the defaults for each. */
export const subgraphSettings = z.strictObject({
  url: httpUrl.optional().describe("Where the subgraph is, instead of the supergraph's word."),
  timeoutMs: z
    .int()
    .min(1)
    .max(600_000)
    .optional()
    .describe('Deadline of one request, with all that is waited for and sent again (10000).'),
  maxResponseBytes: z.int().min(1).optional().describe('Longest answer (67108864).'),
  connections: connectionSettings.optional(),
  inFlight: inFlightSettings.optional(),
  retry: retrySettings.optional(),
  circuitBreaker: circuitBreakerSettings.optional(),
  responseCache: z
    .boolean()
    .optional()
    .describe('Whether answers that the subgraph calls `public` are kept while fresh (false).'),
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

type GivenSettings = Readonly<z.output<typeof subgraphSettings>>;

/** The settings of subgraphs as they are written: for all of them, and by name. */
interface SubgraphRules {
  readonly all: Omit<GivenSettings, 'url'>;
  readonly subgraphs: Readonly<Record<string, GivenSettings>>;
}

/** How the gateway talks to one subgraph, all defaults filled in. */
export interface SubgraphSettings {
  url: string | undefined;
  timeoutMs: number;
  maxResponseBytes: number;
  connections: ConnectionSettings;
  inFlight: InFlightSettings;
  retry: RetrySettings;
  circuitBreaker: CircuitBreakerSettings;
  keepsResponses: boolean;
  propagatedHeaders: readonly string[];
  insertedHeaders: Readonly<Record<string, string>>;
  passesErrorMessages: boolean;
  passedErrorExtensions: readonly string[];
}

/** A subgraph's own settings over those of `all`, name by name; header rules of both apply. */
export function settingsOfSubgraph(
  { all, subgraphs }: SubgraphRules,
  name: string,
): SubgraphSettings {
  const own = Object.hasOwn(subgraphs, name) ? subgraphs[name] : undefined;
  return {
    url: own?.url,
    timeoutMs: own?.timeoutMs ?? all.timeoutMs ?? 10_000,
    maxResponseBytes: own?.maxResponseBytes ?? all.maxResponseBytes ?? 64 * 1_024 * 1_024,
    connections: { ...CONNECTION_DEFAULTS, ...all.connections, ...own?.connections },
    inFlight: { ...IN_FLIGHT_DEFAULTS, ...all.inFlight, ...own?.inFlight },
    retry: { ...RETRY_DEFAULTS, ...all.retry, ...own?.retry },
    circuitBreaker: {
      ...CIRCUIT_BREAKER_DEFAULTS,
      ...all.circuitBreaker,
      ...own?.circuitBreaker,
    },
    keepsResponses: own?.responseCache ?? all.responseCache ?? false,
    propagatedHeaders: [...(all.headers?.propagate ?? []), ...(own?.headers?.propagate ?? [])].map(
      (header) => header.toLowerCase(),
    ),
    insertedHeaders: { ...lowerCased(all.headers?.insert), ...lowerCased(own?.headers?.insert) },
    passesErrorMessages: own?.errors?.messages ?? all.errors?.messages ?? true,
    passedErrorExtensions: own?.errors?.extensions ?? all.errors?.extensions ?? [],
  };
}

/** The client headers that any subgraph is passed. */
export function propagatedHeaders(rules: SubgraphRules): readonly string[] {
  const names = ['', ...Object.keys(rules.subgraphs)].flatMap(
    (name) => settingsOfSubgraph(rules, name).propagatedHeaders,
  );
  return [...new Set(names)];
}

/** One spelling of each name, so that a rule beats another and no header is sent twice. */
function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
