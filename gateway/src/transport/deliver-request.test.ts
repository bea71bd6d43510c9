import { anonymous, createLogger } from '@causeway/subgraph-kit/service';
import { beforeEach, describe, expect, test } from 'vitest';
import { settingsOfSubgraph } from '../config/subgraph-settings.ts';
import type { GatewayContext } from '../request-context.ts';
import { noMetrics } from '../telemetry/metrics.ts';
import { createRequestTrace } from '../telemetry/request-trace.ts';
import { createDeliverRequest, type DeliverRequest, type Delivery } from './deliver-request.ts';
import type { SendRequest, SubgraphAnswer } from './subgraph-client.ts';
import { SubgraphUnreachableError } from './subgraph-unreachable-error.ts';

const good: SubgraphAnswer = {
  ...{ status: 200, contentType: undefined, retryAfter: undefined, serverTiming: undefined },
  ...{ cacheHeaders: undefined, text: '{}' },
};
const failure = (wasSent: boolean) =>
  new SubgraphUnreachableError('catalog', {
    cause: Object.assign(new Error('no'), { code: wasSent ? 'ECONNRESET' : 'ECONNREFUSED' }),
    wasSent,
  });

const rules = {
  all: {
    retry: { attempts: 4, backoffMs: 1, budgetPercent: 0, minPerSecond: 0.2 },
    circuitBreaker: { enabled: false },
  },
  subgraphs: {},
};
let sent: Parameters<SendRequest>[1][];
let retries: number;
const countRetry = () => {
  retries += 1;
};
let answers: (SubgraphAnswer | Error)[];
let deliver: DeliverRequest;
beforeEach(() => {
  sent = [];
  retries = 0;
  let signed = 0;
  deliver = createDeliverRequest({
    subgraph: 'catalog',
    address: { origin: 'http://catalog', path: '/graphql' },
    settings: settingsOfSubgraph(rules, 'catalog'),
    async send(_subgraph, request) {
      sent.push(request);
      const next = answers.shift() ?? good;
      if (next instanceof Error) throw next;
      return next;
    },
    signer: {
      sign() {
        signed += 1;
        return `assertion ${signed}`;
      },
    },
    logger: createLogger({ name: 'test', level: 'silent' }),
    metrics: { ...noMetrics, subgraphRetry: countRetry },
  });
});

function delivery(changes: Partial<GatewayContext> = {}): Delivery {
  const context = {
    ...{ principal: anonymous, requestId: 'r', traceparent: undefined, clientHeaders: {} },
    ...{ trace: createRequestTrace(), deadlineAtMs: performance.now() + 60_000, ...changes },
  } as GatewayContext;
  const { signal } = new AbortController();
  return { body: '{}', entityCount: undefined, operationKind: 'query', context, signal };
}

test('each attempt is signed for itself, counted, and noted in the trace', async () => {
  answers = [failure(false), failure(false)];
  const given = delivery();
  expect(await deliver(given)).toBe(good);
  expect(sent.map(({ headers }) => headers['causeway-assertion'])).toEqual([
    ...['assertion 1', 'assertion 2', 'assertion 3'],
  ]);
  expect(retries).toBe(2);
  expect(given.context.trace.fetches.map(({ status }) => status)).toEqual([0, 0, 200]);
});

describe('the budget', () => {
  test('bounds what is sent again', async () => {
    // Two in ten seconds.
    answers = [failure(true), failure(true), failure(true)];
    await expect(deliver(delivery())).rejects.toMatchObject({ code: 'SUBGRAPH_UNREACHABLE' });
    expect([sent.length, retries]).toEqual([3, 2]);
    const busy = { ...good, status: 503 };
    answers = [busy];
    expect(await deliver(delivery())).toBe(busy);
  });

  test('is not spent by what could not be sent', async () => {
    for (let round = 0; round < 5; round += 1) {
      answers = [failure(false), failure(false), failure(false)];
      expect(await deliver(delivery())).toBe(good);
    }
  });
});

test('a request whose time is over is not sent at all', async () => {
  const late = delivery({ deadlineAtMs: performance.now() - 1 });
  await expect(deliver(late)).rejects.toMatchObject({ code: 'REQUEST_DEADLINE_EXCEEDED' });
  expect(sent).toEqual([]);
});
