import { type ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GraphqlRequest } from '../operation/graphql-request.ts';
import type { GatewayContext } from '../request-context.ts';
import { scopeOf } from './request-scope.ts';
import type { RequestStage } from './request-stage.ts';

type HttpGraphqlResponse = Awaited<
  ReturnType<ApolloServer<GatewayContext>['executeHTTPGraphQLRequest']>
>;

/** Answers one operation of a request. Rejects with GatewayError when a stage refuses it. */
export type AnswerOperation = (
  request: FastifyRequest,
  asked: GraphqlRequest,
  context: GatewayContext,
) => Promise<HttpGraphqlResponse>;

/**
 * Makes what leads an operation through the stages in their order, and hands it to Apollo Server, which
 * parses and validates, and has our gateway plan and execute.
 */
export function createAnswerOperation(options: {
  stages: readonly RequestStage[];
}): AnswerOperation {
  const { stages } = options;
  return async (request, asked, context) => {
    const { variant } = scopeOf(request);
    if (variant === undefined) throw new Error('Nobody has chosen which graph is asked.');
    let staged = asked;
    for (const stage of stages) staged = await stage(staged, context);
    const answer = await variant.apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: toApollo(request, staged),
      context: async () => context,
    });
    throwIfCutOff(context.signal);
    return answer;
  };
}

/** What was answered then lacks what was given up. */
function throwIfCutOff({ aborted, reason }: AbortSignal): void {
  if (aborted && reason instanceof GatewayError) throw reason;
}

/** As Apollo Server takes it from a web server. */
function toApollo({ method, headers }: FastifyRequest, asked: GraphqlRequest): HTTPGraphQLRequest {
  const isGet = method === 'GET';
  return {
    method,
    headers: headerMap(headers),
    search: isGet ? `?${searchOf(asked)}` : '',
    body: isGet ? undefined : asked,
  };
}

function headerMap(headers: FastifyRequest['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    // What the answer is sent as has been decided.
    if (value && name !== 'accept')
      map.set(name, typeof value === 'string' ? value : value.join(', '));
  }
  return map;
}

function searchOf(asked: GraphqlRequest): URLSearchParams {
  return new URLSearchParams(
    Object.entries(asked).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
