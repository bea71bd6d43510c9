import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema, ValidationRule } from 'graphql';
import type { Logger } from '../logging/create-logger.ts';
import { formatError } from './format-error.ts';
import type { RequestContext } from './request-context.ts';
import { getRequestScope } from './request-scope.ts';

/**
 * Makes the GraphQL engine. Everything that a public server would need (landing page, CSRF rule,
 * persisted queries, batches) is off: only the gateway calls, and it does these at the edge.
 * Introspection follows Apollo Server's own rule: off when NODE_ENV is `production`.
 */
export function buildApolloServer<C extends RequestContext<unknown>>(
  schema: GraphQLSchema,
  { logger, validationRules }: { logger: Logger; validationRules: readonly ValidationRule[] },
): ApolloServer<C> {
  return new ApolloServer<C>({
    schema,
    logger,
    validationRules: [...validationRules],
    formatError,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      // `Cache-Control` for what the schema marks with `@cacheControl`, and none for anything else.
      ApolloServerPluginCacheControl({ defaultMaxAge: 0, calculateHttpHeaders: 'if-cacheable' }),
      operationPlugin,
    ],
  });
}

/** Notes the operation's name for the request's log line, and its type for who asks the database. */
const operationPlugin: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operationName, operation }) {
        const scope = getRequestScope();
        if (operationName !== null) scope.operationName = operationName;
        scope.operationType = operation?.operation;
      },
    };
  },
};
