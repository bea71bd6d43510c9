import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { deadlineExceeded } from '../errors/deadline-exceeded.ts';
import { graphqlErrorBody } from '../errors/graphql-error-body.ts';
import { ASSERTION_HEADER } from '../identity/assertion-claims.ts';
import type { AssertionVerifier } from '../identity/assertion-verifier.ts';
import type { RequestContext } from './request-context.ts';
import { isGivenUp, scopeOf } from './request-scope.ts';

export const GRAPHQL_PATH = '/graphql';

export interface GraphqlRouteOptions<C extends RequestContext> {
  readonly apollo: ApolloServer<C>;
  readonly assertions: AssertionVerifier;
  readonly buildContext: (request: RequestContext) => C;
}

/** `POST /graphql`: verifies the assertion before the body is read, then lets GraphQL answer. */
export function addGraphqlRoute<C extends RequestContext>(
  app: FastifyInstance,
  { apollo, assertions, buildContext }: GraphqlRouteOptions<C>,
): void {
  app.post(GRAPHQL_PATH, {
    onRequest: (request, reply) => authenticate(request, reply, assertions),
    handler: (request, reply) => execute(request, reply, { apollo, buildContext }),
  });
  app.route({
    method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: GRAPHQL_PATH,
    handler: (_request, reply) =>
      reply
        .code(405)
        .header('allow', 'POST')
        .send(graphqlErrorBody('BAD_REQUEST', 'A subgraph takes POST only.')),
  });
}

/** Throws DEADLINE_EXCEEDED when nobody waits for an answer: nothing has been done for it yet. */
function expectToBeAwaited(request: FastifyRequest): void {
  if (isGivenUp(scopeOf(request))) throw deadlineExceeded();
}

/** Throws UNAUTHENTICATED, which the error handler answers. RFC 9110 §15.5.2 wants the challenge. */
async function authenticate(
  request: FastifyRequest,
  reply: FastifyReply,
  assertions: AssertionVerifier,
): Promise<void> {
  const assertion = request.headers[ASSERTION_HEADER];
  reply.header('www-authenticate', 'Causeway-Assertion');
  scopeOf(request).principal = await assertions.verify(
    typeof assertion === 'string' ? assertion : undefined,
  );
  reply.removeHeader('www-authenticate');
}

async function execute<C extends RequestContext>(
  request: FastifyRequest,
  reply: FastifyReply,
  { apollo, buildContext }: Pick<GraphqlRouteOptions<C>, 'apollo' | 'buildContext'>,
): Promise<string> {
  expectToBeAwaited(request);
  // Here, and not in Apollo's callback, which would forget the status of what it throws.
  const contextValue = buildContext(requestContext(request));
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

function requestContext(request: FastifyRequest): RequestContext {
  const { principal, requestId, logger, signal } = scopeOf(request);
  if (principal === undefined) throw new Error('The request was not authenticated.');
  return { principal, requestId, logger, signal };
}
