import { describe, expect, test } from 'vitest';
import { GatewayError } from '../errors/gateway-error.ts';
import { isTemporary, mayBeSentAgain, type RetryCause, waitBeforeRetry } from './retry-policy.ts';
import { SubgraphUnreachableError } from './subgraph-unreachable-error.ts';

const unreachable = (code: string, wasSent: boolean) =>
  new SubgraphUnreachableError('catalog', {
    cause: Object.assign(new Error('no'), { code }),
    wasSent,
  });

describe('a request may be sent again', () => {
  test.each([
    ['a query that was cut off', unreachable('ECONNRESET', true), 'query', true],
    ['a mutation that was cut off', unreachable('ECONNRESET', true), 'mutation', false],
    ['a mutation that was not sent', unreachable('ECONNREFUSED', false), 'mutation', true],
    ['to one with a bad certificate', unreachable('CERT_HAS_EXPIRED', false), 'query', false],
    ['that was not answered in time', new GatewayError('SUBGRAPH_TIMEOUT', ''), 'query', false],
    ['that nobody waits for', new GatewayError('REQUEST_CANCELLED', ''), 'query', false],
    ['that we fail to send', new Error('ours'), 'query', false],
  ] as const)('%s', (_name, error, kind, expected) => {
    expect(mayBeSentAgain(error, kind)).toBe(expected);
  });
});

test('four statuses say that another time may be better', () => {
  const temporary = Array.from({ length: 600 }, (_, status) => status).filter(isTemporary);
  expect(temporary).toEqual([429, 502, 503, 504]);
});

describe('the wait before a retry', () => {
  const settings = { backoffMs: 100, maxBackoffMs: 1_000 };
  const waits = (attempt: number, cause: RetryCause) =>
    Array.from({ length: 500 }, () => waitBeforeRetry(settings, attempt, cause));
  const putOff = (retryAfterMs: number): RetryCause => ({ kind: 'put off', retryAfterMs });

  test.each<[number, RetryCause, number]>([
    [1, { kind: 'not sent' }, 100],
    [1, putOff(0), 100],
    [2, { kind: 'broken' }, 200],
    [4, { kind: 'not sent' }, 800],
    [5, { kind: 'not sent' }, 1_000],
    [20, { kind: 'broken' }, 1_000],
  ])('number %i, %j, is anything up to %i ms', (attempt, cause, mostMs) => {
    const all = waits(attempt, cause);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...all)).toBeLessThan(mostMs / 4);
    expect(Math.max(...all)).toBeGreaterThan((mostMs * 3) / 4);
    expect(Math.max(...all)).toBeLessThanOrEqual(mostMs);
  });

  test('is none when a connection broke for the first time', () => {
    expect(new Set(waits(1, { kind: 'broken' }))).toEqual(new Set([0]));
  });

  test('is no shorter than the subgraph asks for', () => {
    expect(Math.min(...waits(1, putOff(5_000)))).toBe(5_000);
    expect(Math.min(...waits(1, putOff(50)))).toBeGreaterThanOrEqual(50);
  });
});
