import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Logger } from '@causeway/subgraph-kit/service';
import type { DocumentStore } from '../caching/document-store.ts';
import type { JsonTexts } from '../caching/json-texts.ts';
import { formatClientError } from '../errors/format-error.ts';
import { withoutSuggestion } from '../errors/without-suggestion.ts';
import type { GatewayContext } from '../request-context.ts';
import { policyOfAnswer } from './cache-headers.ts';
import { tellErrors } from './tell-errors.ts';

const MOST_VALIDATION_ERRORS = 20;

/** Apollo Server owns the request pipeline: parsing, validation, plugins, the response. */
export function buildApolloServer(options: {
  gateway: GatewayInterface;
  logger: Logger;
  introspection: boolean;
  jsonTexts: JsonTexts;
  documents: DocumentStore;
  /** What else follows operations. */
  plugins: readonly ApolloServerPlugin<GatewayContext>[];
}): ApolloServer<GatewayContext> {
  const { gateway, logger, introspection, jsonTexts, documents, plugins } = options;
  return new ApolloServer<GatewayContext>({
    gateway,
    introspection,
    includeStacktraceInErrorResponses: false,
    // Whoever sends nonsense is told of the first of it.
    validationOptions: { maxErrors: MOST_VALIDATION_ERRORS },
    // edge/cross-site.ts has refused them.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    // A stage before it has put the text in the place of the hash (operation/persisted).
    persistedQueries: false,
    stringifyResult: jsonTexts.stringify,
    documentStore: documents,
    // Signals are the process's business (main.ts).
    stopOnTerminationSignals: false,
    logger: apolloLogger(logger),
    formatError: (formatted, error) => {
      const told = formatClientError(formatted, error).error;
      // Whoever may not read the schema is not told by "Did you mean" either. Apollo Server's own way takes
      // minutes for some messages, and leaves out those on variables.
      return introspection ? told : { ...told, message: withoutSuggestion(told.message) };
    },
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      // Also where Apollo's environment variables are set: nothing is reported to anyone.
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      followOperation,
      ...plugins,
    ],
  });
}

/** Notes the operation for the access log, logs what clients do not see, and shows the plan if asked to. */
const followOperation: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ contextValue: { trace }, operation, operationName }) => {
      trace.operationName = operationName ?? undefined;
      trace.operationType = operation?.operation;
    },
    didEncounterErrors: async ({ contextValue: { logger }, errors }) => {
      for (const error of errors) {
        const isMasked = formatClientError(error.toJSON(), error).masked;
        if (isMasked) logger.error({ err: error.originalError ?? error }, 'operation failed');
      }
    },
    willSendResponse: async ({ contextValue, response, operation, request }) => {
      contextValue.afterwards.push(() => letGo(response));
      // PERF: Apollo Server would find out again what the client accepts.
      response.http.headers.set('content-type', contextValue.form.mediaType);
      if (response.body.kind !== 'single') return;
      const { singleResult } = response.body;
      contextValue.cache.told = policyOfAnswer(contextValue, {
        isQuery: operation?.operation === 'query',
        isWhole: singleResult.errors === undefined,
        method: request.http?.method,
      });
      if (singleResult.errors !== undefined) tellErrors(response, singleResult, contextValue);
      if (!contextValue.showsPlan) return;
      const causeway = developerView(contextValue);
      singleResult.extensions = { ...singleResult.extensions, causeway };
    },
  }),
};

/**
 * PERF: Apollo Server gives gateways an object with accessors that refer to the response. V8 keeps those in a
 * hidden class, which outlives the request by far: without its data. Half of what garbage collection cost was
 * this; `npm run bench`, federated.
 */
function letGo(response: GraphQLRequestContext<GatewayContext>['response']): void {
  response.body = { kind: 'single', singleResult: {} };
}

function developerView({ trace }: GatewayContext): Record<string, unknown> {
  const { plan, planningMs = 0, fetches, cost } = trace;
  return {
    ...(plan ?? { plan: null, planText: '' }),
    planningMs,
    fetches,
    ...(cost && {
      cost: { estimated: cost.total, bySubgraph: Object.fromEntries(cost.bySubgraph) },
    }),
  };
}

function apolloLogger(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.debug(String(message)),
    // What it announces is of use to whoever writes plugins.
    info: (message?: unknown) => logger.debug(String(message)),
    warn: (message?: unknown) => logger.warn(String(message)),
    error: (message?: unknown) => logger.error(String(message)),
  };
}
