import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from '@causeway/subgraph-kit';
import type { CausewayGateway } from '../causeway-gateway.ts';
import { formatClientError } from '../errors/format-error.ts';
import { describePlan } from '../planning/describe-plan.ts';
import type { GatewayContext } from '../request-context.ts';

/** Apollo Server owns the request pipeline: parsing, validation, plugins, the response. */
export function buildApolloServer(options: {
  gateway: CausewayGateway;
  logger: Logger;
  introspection: boolean;
}): ApolloServer<GatewayContext> {
  const { gateway, logger, introspection } = options;
  return new ApolloServer<GatewayContext>({
    gateway,
    introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // Signals are the process's business (main.ts).
    stopOnTerminationSignals: false,
    logger: apolloLogger(logger),
    formatError: (formatted) => formatClientError(formatted).error,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      followOperation,
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
        if (formatClientError(error.toJSON()).masked)
          logger.error({ err: error }, 'operation failed');
      }
    },
    willSendResponse: async ({ contextValue, response }) => {
      if (!contextValue.showsPlan || response.body.kind !== 'single') return;
      const { singleResult } = response.body;
      singleResult.extensions = {
        ...singleResult.extensions,
        causeway: developerView(contextValue),
      };
    },
  }),
};

function developerView({ trace }: GatewayContext): Record<string, unknown> {
  const { plan, planningMs = 0, fetches } = trace;
  const description = plan === undefined ? { plan: null, planText: '' } : describePlan(plan);
  return { ...description, planningMs, fetches };
}

function apolloLogger(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.debug(String(message)),
    info: (message?: unknown) => logger.debug(String(message)),
    warn: (message?: unknown) => logger.warn(String(message)),
    error: (message?: unknown) => logger.error(String(message)),
  };
}
