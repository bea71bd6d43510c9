import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { deadlineExceeded } from '../errors/deadline-exceeded.ts';
import { DomainError } from '../errors/domain-error.ts';
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

/**
 * `POST /graphql`: verifies the assertion before the body is read, sees that it was signed for this body
 * when it has come, then lets GraphQL answer.
 */
export function addGraphqlRoute<C extends RequestContext>(
  app: FastifyInstance,
  { apollo, assertions, buildContext }: GraphqlRouteOptions<C>,
): void {
  app.register(async (route) => {
    const parseJson = route.getDefaultJsonParser('error', 'error');
    route.addContentTypeParser<Buffer>(
      'application/json',
      { parseAs: 'buffer' },
      (request, body, done) => {
        admit(request, body);
        return parseJson(request, body.toString(), done);
      },
    );
    route.post(GRAPHQL_PATH, {
      onRequest: (request) => authenticate(request, assertions),
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
        .send(graphqlErrorBody('BAD_REQUEST', 'A subgraph takes POST only.')),
  });
}

/** Throws DEADLINE_EXCEEDED when nobody waits for an answer: nothing has been done for it yet. */
function expectToBeAwaited(request: FastifyRequest): void {
  if (isGivenUp(scopeOf(request))) throw deadlineExceeded();
}

/** Throws UNAUTHENTICATED, which the error handler answers. */
async function authenticate(request: FastifyRequest, assertions: AssertionVerifier): Promise<void> {
  const assertion = request.headers[ASSERTION_HEADER];
  scopeOf(request).assertion = await assertions.verify(
    typeof assertion === 'string' ? assertion : undefined,
  );
}

/** Throws what the error handler answers. */
function admit(request: FastifyRequest, body: Buffer): void {
  const scope = scopeOf(request);
  if (scope.assertion === undefined) throw new Error('The assertion was not verified.');
  scope.principal = scope.assertion.admit(body);
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
  if (principal === undefined) throw new DomainError('BAD_REQUEST', 'There is no body.');
  return { principal, requestId, logger, signal };
}
