import type { ApolloServer } from '@apollo/server';
import { createDrainSwitch, createLogger } from '@causeway/subgraph-kit/service';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchingSettings } from '../../src/config/batching-settings.ts';
import { corsSettings } from '../../src/config/cors-settings.ts';
import { httpSettings } from '../../src/config/http-settings.ts';
import { buildEdge } from '../../src/edge/build-edge.ts';
import { createOpenRequests } from '../../src/edge/open-requests.ts';
import { createOverload } from '../../src/edge/overload.ts';
import type { RequestStage } from '../../src/edge/request-stage.ts';
import { soleVariant } from '../../src/edge/variants.ts';
import type { GatewayContext } from '../../src/request-context.ts';
import { noMetrics } from '../../src/telemetry/metrics.ts';

const SECRET = 'password=hunter2';
const fail = (): never => {
  throw new Error(SECRET);
};

/** A stage that has faults: the query says which. */
const faultyStage: RequestStage = (request, { afterwards }) => {
  if (request.query === 'throw in a stage') fail();
  if (request.query === 'throw after the answer') afterwards.push(fail);
  return request;
};
const apollo = {
  executeHTTPGraphQLRequest: async ({ httpGraphQLRequest: { body } }: Asked) => {
    if ((body as { query: string }).query === 'throw in Apollo Server') fail();
    return { headers: new Map(), status: 200, body: { kind: 'complete', string: '{"data":{}}' } };
  },
} as unknown as ApolloServer<GatewayContext>;
type Asked = Parameters<ApolloServer['executeHTTPGraphQLRequest']>[0];

const lines: string[] = [];
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  const destination = { write: (line: string) => void lines.push(line) };
  app = buildEdge({
    logger: createLogger({ name: 'gateway', level: 'info', destination }),
    bodyLimitBytes: { measure: Number.POSITIVE_INFINITY, enforce: 10_000 },
    http: httpSettings.parse({}),
    cors: corsSettings.parse({}),
    batching: batchingSettings.parse({}),
    variesBy: [],
    ...{ trustedProxies: [], rateLimits: null, requestTimeoutMs: 10_000, exposesPlan: false },
    ...{
      variants: soleVariant(apollo),
      metrics: noMetrics,
      stages: [faultyStage],
      drain: createDrainSwitch(),
    },
    authenticate: async () => ({ kind: 'anonymous' }),
    overload: createOverload({ maxWaitMs: 5_000, maxQueued: 10, unreadyAfterMs: 'off' }),
    openRequests: createOpenRequests(),
    isReady: async () => true,
  });
  url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
});
afterAll(() => app.close());

async function send(query: string) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const requestId = response.headers.get('x-request-id');
  return { status: response.status, text: await response.text(), requestId };
}

test.each(['throw in a stage', 'throw in Apollo Server'])(
  'what is thrown fails one request, is told to nobody but the log, and the next is answered: %s',
  async (query) => {
    const { status, text, requestId } = await send(query);
    expect([status, JSON.parse(text).errors[0].extensions]).toEqual([
      500,
      { code: 'INTERNAL_SERVER_ERROR', requestId },
    ]);
    expect(text).not.toContain(SECRET);
    expect(lines.join('')).toContain(SECRET);
    expect((await send('{ a }')).status).toBe(200);
  },
);

test('what is thrown after the answer is logged, and the process goes on', async () => {
  expect((await send('throw after the answer')).status).toBe(200);
  await expect.poll(() => lines.join('')).toContain('failed after the answer');
  expect((await send('{ a }')).status).toBe(200);
});
