import type { IncomingHttpHeaders } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { deadlineExceeded } from '../errors/deadline-exceeded.ts';
import { DomainError } from '../errors/domain-error.ts';
import { graphqlErrorBody } from '../errors/graphql-error-body.ts';
import type { RequestContext } from './request-context.ts';
import { type Admit, isGivenUp, scopeOf } from './request-scope.ts';

export const GRAPHQL_PATH = '/graphql';

export interface GraphqlRouteOptions<P, C extends RequestContext<P>> {
  readonly apollo: ApolloServer<C>;
  /** Called before the body is read, and what it resolves to when it is there. Throws DomainError. */
  readonly authenticate: (headers: IncomingHttpHeaders) => Promise<Admit<P>>;
  readonly buildContext: (request: RequestContext<P>) => C;
  /** What a request's log line says of who called. */
  readonly describeCaller: (principal: P) => Readonly<Record<string, string>>;
  readonly bodyLimitBytes?: number;
}

/** `POST /graphql`: looks who calls before the body is read and again when it has come, then lets GraphQL answer. */
export function addGraphqlRoute<P, C extends RequestContext<P>>(
  app: FastifyInstance,
  options: GraphqlRouteOptions<P, C>,
): void {
  const { apollo, authenticate, buildContext, describeCaller, bodyLimitBytes } = options;
  app.register(async (route) => {
    const parseJson = route.getDefaultJsonParser('error', 'error');
    route.addContentTypeParser<Buffer>(
      'application/json',
      { parseAs: 'buffer' },
      (request, body, done) => {
        const principal = admit(request, body);
        scopeOf(request).caller = describeCaller(principal as P);
        return parseJson(request, body.toString(), done);
      },
    );
    route.post(GRAPHQL_PATH, {
      ...(bodyLimitBytes !== undefined && { bodyLimit: bodyLimitBytes }),
      async onRequest(request) {
        scopeOf(request).admit = await authenticate(request.headers);
      },
      handler: (request, reply) => execute(request, reply, { apollo, buildContext }),
    });
  });
  app.route({
    method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: GRAPHQL_PATH,
    handler: (_request, reply) =>
      reply
        .code(405)
        .header('allow', 'POST')
        .send(graphqlErrorBody('BAD_REQUEST', 'GraphQL is asked by POST only.')),
  });
}

/** Throws DEADLINE_EXCEEDED when nobody waits for an answer: nothing has been done for it yet. */
function expectToBeAwaited(request: FastifyRequest): void {
  if (isGivenUp(scopeOf(request))) throw deadlineExceeded();
}

/** Throws what the error handler answers. */
function admit(request: FastifyRequest, body: Buffer): unknown {
  const scope = scopeOf(request);
  if (scope.admit === undefined) throw new Error('The caller was not looked at.');
  scope.principal = scope.admit(body);
  return scope.principal;
}

async function execute<P, C extends RequestContext<P>>(
  request: FastifyRequest,
  reply: FastifyReply,
  { apollo, buildContext }: Pick<GraphqlRouteOptions<P, C>, 'apollo' | 'buildContext'>,
): Promise<string> {
  expectToBeAwaited(request);
  // Here, and not in Apollo's callback, which would forget the status of what it throws.
  const contextValue = buildContext(requestContext<P>(request));
  const { headers, status, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: negotiationHeaders(request),
      search: '',
      body: request.body,
    },
    context: async () => contextValue,
  });
  if (body.kind !== 'complete') throw new Error('A subgraph does not answer in parts.');
  for (const [name, value] of headers) reply.header(name, value);
  reply.code(status ?? 200);
  return body.string;
}

/** The only header Apollo Server reads of a POST without CSRF rule or tracing. */
function negotiationHeaders({ headers }: FastifyRequest): HeaderMap {
  return new HeaderMap(headers.accept === undefined ? [] : [['accept', headers.accept]]);
}

function requestContext<P>(request: FastifyRequest): RequestContext<P> {
  const { principal, requestId, logger, signal } = scopeOf(request);
  if (principal === undefined) throw new DomainError('BAD_REQUEST', 'There is no body.');
  return { principal: principal as P, requestId, logger, signal };
}
