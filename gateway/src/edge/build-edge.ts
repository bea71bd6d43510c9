import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { addHealthRoutes, type DrainSwitch, type Logger } from '@causeway/subgraph-kit';
import type { FastifyInstance } from 'fastify';
import type { GatewayContext } from '../request-context.ts';
import { logAccess } from './access-log.ts';
import type { Authenticate } from './authenticate.ts';
import { buildHttpServer } from './build-http-server.ts';
import { decorator, gatewayContext, openScope, scopeOf } from './request-scope.ts';
import { stripIdentityHeaders } from './strip-identity-headers.ts';

export interface EdgeOptions {
  logger: Logger;
  bodyLimitBytes: number;
  authenticate: Authenticate;
  apollo: ApolloServer<GatewayContext>;
  exposesPlan: boolean;
  isReady: () => Promise<boolean>;
  drain: DrainSwitch;
}

/**
 * The way of a request, stage by stage; docs/lifecycle.md draws it with the status each can fail with.
 * Rooms that serve other addresses add themselves to what this returns.
 */
export function buildEdge(options: EdgeOptions): FastifyInstance {
  const { authenticate, apollo, exposesPlan, drain } = options;
  const app = buildHttpServer(options);
  app.decorateRequest(decorator, null);

  // 1. An id and a scope; nothing that the client claims about itself.
  app.addHook('onRequest', async (request, reply) => {
    openScope(request, reply);
    stripIdentityHeaders(request.headers);
    reply.header('x-request-id', request.id);
    reply.raw.once('close', () => logAccess(request, reply));
  });
  app.addHook('onSend', async (_request, reply) => {
    if (drain.isDraining) reply.header('connection', 'close');
  });

  // 2. Health answers without further ado.
  addHealthRoutes(app, { isReady: options.isReady, drain });

  // 3. GraphQL: who asks, before the body is read; then Apollo Server checks for cross-site requests,
  //    parses and validates, and our gateway plans and executes.
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: async (request) => {
      scopeOf(request).principal = await authenticate(request.raw);
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => gatewayContext(request, { exposesPlan }),
    }),
  });
  return app;
}
