import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CorsSettings } from '../config/cors-settings.ts';
import { GatewayError } from '../errors/gateway-error.ts';

/** Tells browsers which pages of other origins may ask, and read the answers (Fetch §3.3, CORS). */
export interface Cors {
  /** Marks an answer, of whatever kind, as one that the page may read, if it is of an allowed origin. */
  allow(request: FastifyRequest, reply: FastifyReply): void;
  /** Answers a browser that asks beforehand. Throws GatewayError ORIGIN_NOT_ALLOWED. */
  answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply;
}

/** Null when no other origin is allowed: then nothing of an answer says so, and nobody is told of a rule. */
export function createCors(settings: CorsSettings): Cors | null {
  const { origins, credentials, maxAgeSeconds } = settings;
  if (origins.length === 0) return null;
  const allowed = origins === '*' ? null : new Set(origins);
  const methods = settings.methods.join(', ');
  const allowedHeaders = settings.allowedHeaders.join(', ');
  const exposedHeaders = settings.exposedHeaders.join(', ');

  return {
    allow(request, reply) {
      if (allowed !== null) reply.header('vary', 'Origin');
      if (!isAllowed(request.headers.origin)) return;
      allowOrigin(request, reply);
      if (exposedHeaders !== '') reply.header('access-control-expose-headers', exposedHeaders);
    },
    answerPreflight(request, reply) {
      reply.header('vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers');
      if (!isAllowed(request.headers.origin)) {
        throw new GatewayError(
          'ORIGIN_NOT_ALLOWED',
          'Pages of this origin may not ask here; the setting cors.origins names those that may.',
        );
      }
      allowOrigin(request, reply);
      return reply
        .header('access-control-allow-methods', methods)
        .header('access-control-allow-headers', allowedHeaders)
        .header('access-control-max-age', String(maxAgeSeconds))
        .code(204)
        .send();
    },
  };

  /** Only what is written the same: no pattern, nothing that ends or begins like it. */
  function isAllowed(origin: string | undefined): boolean {
    return origin !== undefined && (allowed === null || allowed.has(origin));
  }

  function allowOrigin({ headers: { origin } }: FastifyRequest, reply: FastifyReply): void {
    reply.header('access-control-allow-origin', allowed === null ? '*' : origin);
    if (credentials) reply.header('access-control-allow-credentials', 'true');
  }
}

/** Whether a browser asks beforehand, and not somebody what OPTIONS is good for. */
export function isPreflight({ method, headers }: FastifyRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}
