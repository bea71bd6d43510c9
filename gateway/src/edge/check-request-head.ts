import type { FastifyRequest } from 'fastify';
import { checkBodyMediaType } from './body-media-type.ts';
import { refuseCrossSite } from './cross-site.ts';
import { scopeOf } from './request-scope.ts';
import { chooseForm } from './response-form.ts';

/**
 * What the head of a GraphQL request is held to before anything else is done for it: that we can answer
 * what it accepts, read what it sends, and that no page of another site is behind it. Throws GatewayError.
 */
export function checkRequestHead(request: FastifyRequest): void {
  const { method, headers } = request;
  scopeOf(request).form = chooseForm(headers.accept);
  checkBodyMediaType(method, headers['content-type']);
  refuseCrossSite(headers);
}
