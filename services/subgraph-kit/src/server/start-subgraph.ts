import type { FastifyInstance } from 'fastify';
import type { DocumentNode } from 'graphql';
import { ASSERTION_HEADER } from '../identity/assertion-claims.ts';
import type { AssertionVerifier } from '../identity/assertion-verifier.ts';
import type { Principal } from '../identity/principal.ts';
import type { Logger } from '../logging/create-logger.ts';
import { buildSchema, type SubgraphResolvers } from './build-schema.ts';
import type { RequestContext } from './request-context.ts';
import { type RunningSubgraph, startGraphqlService } from './start-graphql-service.ts';

export interface SubgraphOptions<C extends RequestContext> {
  readonly name: string;
  readonly typeDefs: DocumentNode | string;
  readonly resolvers: SubgraphResolvers;
  /** Called for each request: the place to make its loaders. */
  readonly buildContext: (request: RequestContext) => C;
  readonly assertions: AssertionVerifier;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly logger: Logger;
  /** Whether what the service depends on, such as its database, answers. */
  readonly isReady: () => Promise<boolean>;
  /** Adds plain HTTP routes, which need no assertion. */
  readonly routes?: (app: FastifyInstance) => void;
  /** Whose X-Forwarded-For says where a request to one of them comes from; nobody's unless told. */
  readonly trustedProxies?: readonly string[];
}

/**
 * Starts a subgraph: GraphQL at `/graphql` for callers with a valid assertion, health beside it.
 * Rejects when the schema is not valid or the port is taken.
 */
export async function startSubgraph<C extends RequestContext>(
  options: SubgraphOptions<C>,
): Promise<RunningSubgraph> {
  const { typeDefs, resolvers, assertions, ...rest } = options;
  return startGraphqlService<Principal, C>({
    ...rest,
    schema: buildSchema(typeDefs, resolvers),
    challenge: 'Causeway-Assertion',
    describeCaller,
    async authenticate({ [ASSERTION_HEADER]: assertion }) {
      const verified = await assertions.verify(
        typeof assertion === 'string' ? assertion : undefined,
      );
      return verified.admit;
    },
  });
}

/** What a log line says of who called. */
function describeCaller(principal: Principal): Record<string, string> {
  switch (principal.kind) {
    case 'anonymous':
      return {};
    case 'user':
      return { userId: principal.userId };
    case 'service':
      return { clientId: principal.clientId };
  }
}
