import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { GraphqlRequest } from '../operation/graphql-request.ts';
import type { GatewayContext } from '../request-context.ts';
import { readGraphqlRequest } from './read-graphql-request.ts';
import { gatewayContext } from './request-scope.ts';
import type { RequestStage } from './request-stage.ts';

/**
 * Answers what is asked of the graph: reads the request, leads it through the stages in their order, and
 * hands it to Apollo Server, which parses and validates, and has our gateway plan and execute.
 */
export function answerGraphql(options: {
  apollo: ApolloServer<GatewayContext>;
  stages: readonly RequestStage[];
  exposesPlan: boolean;
  requestTimeoutMs: number;
}): RouteHandlerMethod {
  const { apollo, stages } = options;
  return async (request, reply) => {
    const context = gatewayContext(request, options);
    let asked = readGraphqlRequest(request);
    for (const stage of stages) asked = await stage(asked, context);
    const { headers, body, status } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: toApollo(request, asked),
      context: async () => context,
    });
    for (const [name, value] of headers) reply.header(name, value);
    reply.code(status ?? 200).type(context.form.mediaType);
    return body.kind === 'complete' ? body.string : send(reply, body.asyncIterator);
  };
}

function send(reply: FastifyReply, parts: AsyncIterable<string>): FastifyReply {
  return reply.send(Readable.from(parts));
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
