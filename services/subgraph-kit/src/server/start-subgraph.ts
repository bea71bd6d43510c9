import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { AssertionVerifier } from '../identity/assertion-verifier.ts';
import type { Logger } from '../logging/create-logger.ts';
import { buildApolloServer } from './build-apollo-server.ts';
import { buildHttpServer } from './build-http-server.ts';
import { buildSchema, type SubgraphResolvers } from './build-schema.ts';
import { closeServer } from './close-server.ts';
import { createDrainSwitch } from './drain-switch.ts';
import { followConnections } from './follow-connections.ts';
import { followRequests } from './follow-request.ts';
import { addGraphqlRoute, GRAPHQL_PATH } from './graphql-route.ts';
import { addHealthRoutes } from './health-routes.ts';
import type { RequestContext } from './request-context.ts';

export interface SubgraphOptions<C extends RequestContext> {
  readonly name: 'identity' | 'catalog' | 'orders';
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
}

export interface RunningSubgraph {
  /** The address of the GraphQL endpoint, with the real port. */
  readonly url: string;
  /** Stops listening, lets requests in flight finish for up to four seconds, then cuts them off. */
  close(): Promise<void>;
}

/**
 * Starts a subgraph: GraphQL at `/graphql` for callers with a valid assertion, health beside it.
 * Rejects when the schema is not valid or the port is taken.
 */
export async function startSubgraph<C extends RequestContext>(
  options: SubgraphOptions<C>,
): Promise<RunningSubgraph> {
  const { host, port, logger, assertions, buildContext } = options;
  const drain = createDrainSwitch();
  const apollo = buildApolloServer<C>(buildSchema(options.typeDefs, options.resolvers), logger);
  await apollo.start();

  const app = buildHttpServer(logger);
  const connections = followConnections(app.server);
  followRequests(app, drain);
  addHealthRoutes(app, { isReady: options.isReady, drain });
  addGraphqlRoute(app, { apollo, assertions, buildContext });
  options.routes?.(app);
  const close = async () => {
    await closeServer({ app, drain, connections });
    await apollo.stop();
  };
  await app.listen({ host, port }).catch(async (error: unknown) => {
    await close();
    throw error;
  });

  const url = graphqlUrl(host, app.server.address() as AddressInfo);
  logger.info({ url }, 'listening');
  let closing: Promise<void> | undefined;
  return {
    url,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function graphqlUrl(host: string, { port }: AddressInfo): string {
  // RFC 3986 §3.2.2: an IPv6 address stands in brackets.
  const authority = host.includes(':') ? `[${host}]` : host;
  return `http://${authority}:${port}${GRAPHQL_PATH}`;
}
