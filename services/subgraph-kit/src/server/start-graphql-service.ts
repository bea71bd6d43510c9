import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema, ValidationRule } from 'graphql';
import type { Logger } from '../logging/create-logger.ts';
import { buildApolloServer } from './build-apollo-server.ts';
import { buildHttpServer } from './build-http-server.ts';
import { closeServer } from './close-server.ts';
import { createDrainSwitch } from './drain-switch.ts';
import { followConnections } from './follow-connections.ts';
import { followRequests } from './follow-request.ts';
import { addGraphqlRoute, GRAPHQL_PATH } from './graphql-route.ts';
import { addHealthRoutes } from './health-routes.ts';
import type { RequestContext } from './request-context.ts';
import type { Admit } from './request-scope.ts';

export interface GraphqlServiceOptions<P, C extends RequestContext<P>> {
  readonly schema: GraphQLSchema;
  /** Called before a body is read, and what it resolves to when it is there. Throws DomainError. */
  readonly authenticate: (headers: IncomingHttpHeaders) => Promise<Admit<P>>;
  /** How callers say who they are: what `WWW-Authenticate` tells those who are refused. */
  readonly challenge: string;
  /** What a request's log line says of who called. */
  readonly describeCaller: (principal: P) => Readonly<Record<string, string>>;
  /** Called for each request: the place to make its loaders. */
  readonly buildContext: (request: RequestContext<P>) => C;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly logger: Logger;
  /** Whether what the service depends on, such as its database, answers. */
  readonly isReady: () => Promise<boolean>;
  /** Adds plain HTTP routes, which are not authenticated by the service. */
  readonly routes?: ((app: FastifyInstance) => void) | undefined;
  /** Whose X-Forwarded-For says where a request to one of `routes` comes from; nobody's unless told. */
  readonly trustedProxies?: readonly string[];
  /** Of a GraphQL request; one MiB unless told. */
  readonly bodyLimitBytes?: number;
  readonly validationRules?: readonly ValidationRule[];
  /** Called when the service begins to drain: requests that wait for something are to be answered. */
  readonly onDrain?: () => void;
}

export interface RunningSubgraph {
  /** The address of the GraphQL endpoint, with the real port. */
  readonly url: string;
  /** Stops listening, lets requests in flight finish for up to four seconds, then cuts them off. */
  close(): Promise<void>;
}

/**
 * Starts a GraphQL service: GraphQL at `/graphql` for callers that it admits, health beside it. Rejects
 * when the port is taken.
 */
export async function startGraphqlService<P, C extends RequestContext<P>>(
  options: GraphqlServiceOptions<P, C>,
): Promise<RunningSubgraph> {
  const { host, port, logger, validationRules = [] } = options;
  const drain = createDrainSwitch();
  const apollo = buildApolloServer<C>(options.schema, { logger, validationRules });
  await apollo.start();

  const app = buildHttpServer(logger, options);
  const connections = followConnections(app.server);
  followRequests(app, drain);
  addHealthRoutes(app, { isReady: options.isReady, drain });
  addGraphqlRoute<P, C>(app, { ...options, apollo });
  options.routes?.(app);
  const close = async () => {
    options.onDrain?.();
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
