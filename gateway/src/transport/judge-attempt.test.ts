import { expect, test } from 'vitest';
import { cancelled } from '../errors/cancelled.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { type Ending, outcomeOf, verdictOf } from './judge-attempt.ts';
import { SubgraphUnreachableError } from './subgraph-unreachable-error.ts';

const answered = (status: number): Ending => ({
  answer: {
    status,
    contentType: undefined,
    retryAfter: undefined,
    serverTiming: undefined,
    cacheHeaders: undefined,
    text: '',
  },
});
const failed = (code: 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_RESPONSE_TOO_LARGE'): Ending => ({
  error: new GatewayError(code, ''),
});
const unreachable = new SubgraphUnreachableError('catalog', { cause: null, wasSent: true });

test.each<[string, Ending, number, string, string]>([
  ['an answer', answered(200), 5, 'good', 'ok'],
  ["a client's fault", answered(400), 5, 'good', '400'],
  ['too many requests of one', answered(429), 5, 'good', '429'],
  ['a fault of one operation', answered(500), 5, 'good', '500'],
  ['a proxy without a subgraph', answered(502), 5, 'bad', '502'],
  ['a subgraph that is overloaded', answered(503), 5, 'bad', '503'],
  ['a proxy that has waited', answered(504), 5, 'bad', '504'],
  ['a broken connection', { error: unreachable }, 5, 'bad', 'SUBGRAPH_UNREACHABLE'],
  ['no answer in time', failed('SUBGRAPH_TIMEOUT'), 100, 'bad', 'SUBGRAPH_TIMEOUT'],
  ['no answer in no time', failed('SUBGRAPH_TIMEOUT'), 49, 'neither', 'SUBGRAPH_TIMEOUT'],
  ['a client that has gone', { error: cancelled() }, 5, 'neither', 'REQUEST_CANCELLED'],
  [
    'an answer that is too long',
    failed('SUBGRAPH_RESPONSE_TOO_LARGE'),
    ...([5, 'neither', 'SUBGRAPH_RESPONSE_TOO_LARGE'] as const),
  ],
  ['a fault of ours', { error: new Error('ours') }, 5, 'neither', 'INTERNAL_SERVER_ERROR'],
])('%s', (_name, ending, durationMs, verdict, outcome) => {
  expect(verdictOf(ending, durationMs, 100)).toBe(verdict);
  expect(outcomeOf(ending)).toBe(outcome);
});
