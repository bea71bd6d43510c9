import { describe, expect, test } from 'vitest';
import { GatewayError } from '../errors/gateway-error.ts';
import { isTemporary, mayBeSentAgain, waitBeforeRetry } from './retry-policy.ts';
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
  const waits = (attempt: number, retryAfterMs?: number) =>
    Array.from({ length: 500 }, () => waitBeforeRetry(settings, { attempt, retryAfterMs }));

  test.each([
    [1, 100],
    [2, 200],
    [4, 800],
    [5, 1_000],
    [20, 1_000],
  ])('number %i is anything up to %i ms', (attempt, mostMs) => {
    const all = waits(attempt);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...all)).toBeLessThan(mostMs / 4);
    expect(Math.max(...all)).toBeGreaterThan((mostMs * 3) / 4);
    expect(Math.max(...all)).toBeLessThanOrEqual(mostMs);
  });

  test('is no shorter than the subgraph asks for', () => {
    expect(Math.min(...waits(1, 5_000))).toBe(5_000);
    expect(Math.min(...waits(1, 50))).toBeGreaterThanOrEqual(50);
  });
});
