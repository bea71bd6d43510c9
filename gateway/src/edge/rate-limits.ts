import type { ApolloServerPlugin } from '@apollo/server';
import type { Principal } from '@causeway/subgraph-kit/service';
import { addressGroup } from '@causeway/subgraph-kit/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { RedisConnection } from '../caching/connect-to-redis.ts';
import type { RateLimitSettings } from '../config/rate-limit-settings.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { createLocalBuckets, type TokenBuckets } from '../rate-limit/local-buckets.ts';
import { createRateLimiter, type RateRule, rateRule } from '../rate-limit/rate-limiter.ts';
import { createSharedBuckets } from '../rate-limit/shared-buckets.ts';
import type { GatewayContext } from '../request-context.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Log } from '../telemetry/tell-measured.ts';
import { limitFields } from './limit-fields.ts';
import { quotaHeaders } from './quota-headers.ts';
import { scopeOf } from './request-scope.ts';

/** So many that use the gateway at the same time are told apart, in 27 MB. */
const MOST_KEYS = 100_000;

/** How often anyone may ask, at each place where that is held to. */
export interface RateLimits {
  /** Counts a request, or so many as it amounts to. Throws, or rejects with, GatewayError when it is too many. */
  countRequest(request: FastifyRequest, count?: number): void | Promise<void>;
  /** Counts fields with a rule of their own; null where there are none. */
  readonly countFields: ApolloServerPlugin<GatewayContext> | null;
  /** Tells the client what it has left. */
  writeHeaders(request: FastifyRequest, reply: FastifyReply): void;
  /** The fields with a rule that are no fields of a root type. */
  findUnknownFields(schema: GraphQLSchema): string[];
}

/** Makes the rate limits that the settings ask for; null when those are none. */
export function createRateLimits(
  settings: RateLimitSettings,
  parts: {
    redis: RedisConnection | null;
    trustedProxies: readonly string[];
    metrics: Pick<Metrics, 'rateLimit' | 'limitExceeded'>;
    logger: Log;
  },
): RateLimits | null {
  const { metrics, logger } = parts;
  const { users, addresses, fields } = rulesOf(settings);
  if (users === null && addresses === null && fields.size === 0) return null;
  const warnOfProxy = createWarnOfProxy(parts);
  const limiter = createRateLimiter({ buckets: bucketsOf(settings, parts), metrics, logger });

  return {
    countRequest(request, count = 1) {
      const scope = scopeOf(request);
      const principalId = principalIdOf(scope.principal);
      warnOfProxy(request);
      scope.rates = { address: addressGroup(request.ip), principalId, quotas: [] };
      const rule = principalId === null ? addresses : users;
      return rule === null ? undefined : limiter.take(rule, scope.rates, count);
    },
    countFields: fields.size === 0 ? null : limitFields(fields, limiter),
    writeHeaders(request, reply) {
      const { rates } = scopeOf(request);
      if (rates !== null && rates.quotas.length > 0) reply.headers(quotaHeaders(rates.quotas));
    },
    findUnknownFields: (schema) => [...fields.keys()].filter((name) => !isRootField(schema, name)),
  };
}

/** Another issuer may give the same id to somebody else, and a program may have the id of a user. */
function principalIdOf(principal: Principal): string | null {
  switch (principal.kind) {
    case 'anonymous':
      return null;
    case 'user':
      return `${principal.issuer} ${principal.userId}`;
    case 'service':
      return `${principal.issuer} service ${principal.clientId}`;
  }
}

/** Has the log say once that a proxy which is not named makes all its clients one. */
function createWarnOfProxy({
  trustedProxies,
  logger,
}: {
  trustedProxies: readonly string[];
  logger: Log;
}): (request: FastifyRequest) => void {
  let isTold = trustedProxies.length > 0;
  return ({ headers, ip }) => {
    if (isTold || headers['x-forwarded-for'] === undefined) return;
    isTold = true;
    logger.warn({ address: ip }, 'requests come by a proxy that trustedProxies does not name');
  };
}

function rulesOf({ principal, address, fields }: RateLimitSettings) {
  const general = (name: 'principal' | 'address', given: typeof principal): RateRule | null =>
    given === 'off' ? null : rateRule({ name, per: name, ...given });
  return {
    users: general('principal', principal),
    addresses: general('address', address),
    fields: new Map(
      Object.entries(fields).map(([name, rule]) => [
        name,
        rateRule({ name: `fields.${name}`, ...rule }),
      ]),
    ),
  };
}

function bucketsOf(
  { onStoreFailure }: RateLimitSettings,
  { redis, metrics }: { redis: RedisConnection | null; metrics: Pick<Metrics, 'rateLimit'> },
): TokenBuckets {
  const local = createLocalBuckets({ maxKeys: MOST_KEYS });
  if (redis === null) return local;
  return createSharedBuckets(redis, {
    local,
    onUnavailable() {
      metrics.rateLimit('unavailable');
      if (onStoreFailure === 'refuse') throw unavailable();
    },
  });
}

function unavailable(): GatewayError {
  const message = 'Requests cannot be counted at the moment, and none is answered without.';
  return new GatewayError('RATE_LIMIT_UNAVAILABLE', message);
}

function isRootField(schema: GraphQLSchema, coordinate: string): boolean {
  const [typeName, field = ''] = coordinate.split('.');
  return Object.values(OperationTypeNode).some((operation) => {
    const type = schema.getRootType(operation);
    return type?.name === typeName && Object.hasOwn(type?.getFields() ?? {}, field);
  });
}
