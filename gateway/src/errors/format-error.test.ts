import { expect, test } from 'vitest';
import { formatClientError } from './format-error.ts';

test('keeps what a subgraph said, with its code, name and path, and nothing of its insides', () => {
  const { error, masked } = formatClientError({
    message: 'Sign in to do this.',
    path: ['me', 'orders'],
    extensions: {
      code: 'UNAUTHENTICATED',
      serviceName: 'orders',
      stacktrace: ['at secret.ts:1'],
      exception: { sql: 'SELECT' },
    },
  });
  expect(masked).toBe(false);
  expect(error).toEqual({
    message: 'Sign in to do this.',
    path: ['me', 'orders'],
    extensions: { code: 'UNAUTHENTICATED', serviceName: 'orders' },
  });
});

test('names a subgraph error that has no code SUBGRAPH_ERROR', () => {
  const { error } = formatClientError({
    message: 'x',
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', serviceName: 'catalog' },
  });
  expect(error.extensions).toEqual({ code: 'SUBGRAPH_ERROR', serviceName: 'catalog' });
});

test.each([
  { message: 'connect ECONNREFUSED 10.0.0.3:5432', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
  { message: 'Cannot read properties of undefined', extensions: { code: 'MADE_UP' } },
  { message: 'no extensions at all' },
])('masks an error that is nobody’s: $message', (formatted) => {
  const { error, masked } = formatClientError(formatted);
  expect(masked).toBe(true);
  expect(error).toEqual({
    message: 'Internal server error',
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
});
