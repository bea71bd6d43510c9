import { addHealthRoutes, type DrainSwitch, type Logger } from '@causeway/subgraph-kit/service';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { BatchingSettings } from '../config/batching-settings.ts';
import type { CorsSettings } from '../config/cors-settings.ts';
import type { HttpSettings } from '../config/http-settings.ts';
import type { MeasuredLimit } from '../config/measured-limit.ts';
import { cancelled } from '../errors/cancelled.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createLogAccess } from './access-log.ts';
import { createAdmission } from './admission.ts';
import { answerGraphql } from './answer-graphql.ts';
import type { Authenticate } from './authenticate.ts';
import { buildHttpServer } from './build-http-server.ts';
import { createCheckHead } from './check-head.ts';
import { checkRequestHead } from './check-request-head.ts';
import { createCors, isPreflight } from './cors.ts';
import { createInflateBody } from './inflate-body.ts';
import type { OpenRequests } from './open-requests.ts';
import type { Overload } from './overload.ts';
import type { RateLimits } from './rate-limits.ts';
import { openScope, SCOPE_DECORATOR, scopeOf } from './request-scope.ts';
import type { RequestStage } from './request-stage.ts';
import { stripIdentityHeaders } from './strip-identity-headers.ts';
import { UnavailableError } from './unavailable-error.ts';
import type { Variants } from './variants.ts';

const GRAPHQL_PATH = '/graphql';

export interface EdgeOptions {
  logger: Logger;
  bodyLimitBytes: MeasuredLimit;
  http: HttpSettings;
  cors: CorsSettings;
  batching: BatchingSettings;
  /** The headers of a request that its answer depends on. */
  variesBy: readonly string[];
  trustedProxies: readonly string[];
  authenticate: Authenticate;
  /** Null: none. */
  rateLimits: RateLimits | null;
  /** The graphs that requests may ask. */
  variants: Variants;
  overload: Overload;
  /** What a request goes through before Apollo Server sees it. */
  stages: readonly RequestStage[];
  exposesPlan: boolean;
  /** How long a request may take, from its arrival on. */
  requestTimeoutMs: number;
  metrics: Metrics;
  openRequests: OpenRequests;
  isReady: () => Promise<boolean>;
  drain: DrainSwitch;
}

/**
 * The way of a request, stage by stage; docs/lifecycle.md draws it with the status each can fail with.
 * Rooms that serve other addresses add themselves to what this returns.
 */
export function buildEdge(options: EdgeOptions): FastifyInstance {
  const { authenticate, overload, rateLimits, metrics, variants, isReady, drain } = options;
  const app = buildHttpServer(options);
  const logAccess = createLogAccess(options.logger, metrics);
  const checkHead = createCheckHead(options.http, metrics);
  const cors = createCors(options.cors);
  const admission = createAdmission({ overload, onQueue: metrics.requestsQueued });
  const takeTurn = () =>
    new Promise<() => void>((resolve, reject) => {
      admission.enter((isAdmitted) =>
        isAdmitted ? resolve(admission.leave) : reject(overloaded(overload)),
      );
    });
  app.decorateRequest(SCOPE_DECORATOR, null);

  // Every request: an id, a line in the log, and nothing of what the client claims to be.
  app.addHook('onRequest', async (request, reply) => {
    openScope(request, reply, options.openRequests);
    reply.header('x-request-id', request.id);
    reply.raw.once('close', () => logAccess(request, reply));
    stripIdentityHeaders(request.headers);
    checkHead(request.raw);
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const scope = scopeOf(request);
    scope.leave?.();
    scope.leave = undefined;
    rateLimits?.writeHeaders(request, reply);
    if (drain.isDraining) reply.header('connection', 'close');
    done(null, encoded(payload));
  });

  // Probes are answered at once.
  addHealthRoutes(app, { isReady, drain });

  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    exposeHeadRoute: false,
    // Whether it can be answered, and in time, who asks, how often, and which graph, before the body is read …
    onRequest: async (request, reply) => {
      cors?.allow(request, reply);
      checkRequestHead(request);
      if (admission.isFull()) throw overloaded(overload);
      try {
        scopeOf(request).principal = await authenticate(request.raw);
      } finally {
        // Whoever cannot show who they are is counted, too: by their address.
        await rateLimits?.countRequest(request);
      }
      const scope = scopeOf(request);
      scope.variant = variants.choose(request, scope.principal);
    },
    preParsing: createInflateBody(options.bodyLimitBytes.enforce),
    // … and when its turn has come: of a batch, each operation has its own …
    preHandler: (request, _reply, done) => {
      if (Array.isArray(request.body)) return done();
      const scope = scopeOf(request);
      admission.enter((isAdmitted) => {
        if (!isAdmitted) return done(overloaded(overload));
        scope.leave = admission.leave;
        // Gone before its turn: nothing is to be done for it, and nobody reads why.
        done(scope.signal.aborted ? cancelled() : undefined);
      });
    },
    // … our stages; Apollo Server: parse, validate; our gateway: plan, execute.
    handler: answerGraphql({ ...options, takeTurn }),
  });
  app.route({
    method: ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: GRAPHQL_PATH,
    handler: (request, reply) =>
      cors !== null && isPreflight(request)
        ? cors.answerPreflight(request, reply)
        : refuseMethod(reply),
  });
  return app;
}

function overloaded(overload: Overload): UnavailableError {
  overload.noteRefusal();
  const message = 'More is asked than can be answered: the request would wait for too long.';
  return new UnavailableError('OVERLOADED', message, overload.retryAfterSeconds);
}

const LONG_TEXT = 4_096;

/** PERF: a long text is encoded once here, and not measured first and encoded then; `npm run bench`, big. */
function encoded(payload: unknown): unknown {
  return typeof payload === 'string' && payload.length > LONG_TEXT ? Buffer.from(payload) : payload;
}

function refuseMethod(reply: FastifyReply): never {
  reply.header('allow', 'GET, POST');
  throw new GatewayError('METHOD_NOT_ALLOWED', 'GraphQL is asked by GET or POST.');
}
