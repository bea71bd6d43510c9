import { describe, expect, it } from 'vitest';
import { findTraceId, requestIdOf } from './request-id.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/;

describe('requestIdOf', () => {
  it('takes over the id that the gateway sent', () => {
    expect(requestIdOf({ headers: { 'x-request-id': 'req-1.2:3_4' } })).toBe('req-1.2:3_4');
  });

  it.each([undefined, '', 'a'.repeat(65), 'a b', 'a\nb', '<script>', '{"a":1}', ['a', 'b']])(
    'makes its own rather than log %j',
    (given) => {
      expect(requestIdOf({ headers: { 'x-request-id': given } })).toMatch(UUID);
    },
  );
});

describe('findTraceId', () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';

  it('reads the trace id of a W3C traceparent, also of a later version', () => {
    for (const traceparent of [
      `00-${traceId}-b7ad6b7169203331-01`,
      `01-${traceId}-b7ad6b7169203331-01-more`,
    ]) {
      expect(findTraceId({ headers: { traceparent } })).toBe(traceId);
    }
  });

  it.each([
    undefined,
    '',
    traceId,
    `ff-${traceId}-b7ad6b7169203331-01`,
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-b7ad6b7169203331-01`,
    `00-${traceId}-b7ad6b7169203331-01x`,
  ])('finds none in %s', (traceparent) => {
    const headers = traceparent === undefined ? {} : { traceparent };
    expect(findTraceId({ headers })).toBeNull();
  });
});
