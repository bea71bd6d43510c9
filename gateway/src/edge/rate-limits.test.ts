import { anonymous } from '@causeway/subgraph-kit/service';
import type { FastifyRequest } from 'fastify';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { rateLimitSettings } from '../config/rate-limit-settings.ts';
import { noMetrics } from '../telemetry/metrics.ts';
import { createRateLimits } from './rate-limits.ts';

const parts = {
  redis: null,
  trustedProxies: [],
  metrics: noMetrics,
  logger: { warn: () => undefined },
};
const limitsOf = (settings: object) => createRateLimits(rateLimitSettings.parse(settings), parts);

test('there are none unless something is to be counted', () => {
  expect(limitsOf({})).toBeNull();
  expect(limitsOf({ address: 'off', principal: 'off' })).toBeNull();
  expect(limitsOf({ principal: { limit: 1 } })?.countFields).toBeNull();
});

test('rules are for fields of the types that operations begin with', () => {
  const schema = buildSchema(`
    schema { query: Root mutation: Mutation }
    type Root { me: User }
    type Mutation { signIn: User }
    type User { name: String }
  `);
  const fields = ['Root.me', 'Mutation.signIn', 'Query.me', 'User.name', 'Mutation.signOut'];
  const rules = Object.fromEntries(fields.map((field) => [field, { limit: 1 }]));
  const unknown = limitsOf({ fields: rules })?.findUnknownFields(schema);
  expect(unknown).toEqual(['Query.me', 'User.name', 'Mutation.signOut']);
});

test.each([
  ['once, where no proxy is named', [], 1],
  ['not, where one is', ['10.0.0.1'], 0],
])('a proxy is warned of %s', (_when, trustedProxies, times) => {
  const warnings: string[] = [];
  const logger = { warn: (_fields: object, message: string) => void warnings.push(message) };
  const settings = rateLimitSettings.parse({ address: { limit: 10 } });
  const limits = createRateLimits(settings, { ...parts, trustedProxies, logger });
  const send = (headers: Record<string, string>) =>
    limits?.countRequest({
      ...{ ip: '10.0.0.1', headers },
      getDecorator: () => ({ principal: anonymous, rates: null }),
    } as unknown as FastifyRequest);
  send({});
  expect(warnings).toEqual([]);
  for (let sent = 0; sent < 3; sent += 1) send({ 'x-forwarded-for': '192.0.2.1' });
  expect(warnings).toHaveLength(times);
});
