import type { FastifyRequest } from 'fastify';
import { checkBodyEncoding } from './body-encoding.ts';
import { checkBodyMediaType } from './body-media-type.ts';
import { refuseCrossSite } from './cross-site.ts';
import { checkOneHost } from './one-host.ts';
import { scopeOf } from './request-scope.ts';
import { chooseForm } from './response-form.ts';

/**
 * What the head of a GraphQL request is held to before anything else is done for it: that we can answer
 * what it accepts, read what it sends, know where it was sent, and that no page of another site is behind it. Throws GatewayError.
 */
export function checkRequestHead(request: FastifyRequest): void {
  const { method, headers } = request;
  checkOneHost(request.raw.rawHeaders);
  scopeOf(request).form = chooseForm(headers.accept);
  checkBodyMediaType(method, headers['content-type']);
  checkBodyEncoding(headers['content-encoding']);
  refuseCrossSite(headers);
}
