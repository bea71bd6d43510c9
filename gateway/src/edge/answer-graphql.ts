import { Readable } from 'node:stream';
import type { FastifyReply, RouteHandlerMethod } from 'fastify';
import { type AnswerBatchOptions, createAnswerBatch } from './answer-batch.ts';
import { createAnswerOperation } from './answer-operation.ts';
import { writeCacheHeaders } from './cache-headers.ts';
import { readGraphqlRequest } from './read-graphql-request.ts';
import { gatewayContext } from './request-scope.ts';

/** Answers what is asked of the graph: one operation, or a batch of them. */
export function answerGraphql(
  options: Parameters<typeof createAnswerOperation>[0] &
    Omit<AnswerBatchOptions, 'answerOperation'>,
): RouteHandlerMethod {
  const answerOperation = createAnswerOperation(options);
  const answerBatch = createAnswerBatch({ ...options, answerOperation });
  return async (request, reply) => {
    if (Array.isArray(request.body)) return answerBatch(request, reply, request.body);
    const context = gatewayContext(request, options);
    const asked = readGraphqlRequest(request);
    const { headers, body, status } = await answerOperation(request, asked, context);
    for (const [name, value] of headers) reply.header(name, value);
    writeCacheHeaders(reply, context.cache.told, options.variesBy);
    reply.code(status ?? 200).type(context.form.mediaType);
    return body.kind === 'complete' ? body.string : send(reply, body.asyncIterator);
  };
}

function send(reply: FastifyReply, parts: AsyncIterable<string>): FastifyReply {
  return reply.send(Readable.from(parts));
}
