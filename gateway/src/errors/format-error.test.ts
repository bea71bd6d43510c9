import { GraphQLError } from 'graphql';
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

test('tells what a setting passes on of a subgraph, which is never taken for ours', () => {
  const passed = { retryAfterMs: 500, code: 'FORGED', serviceName: 'forged' };
  const { error } = formatClientError({
    message: 'x',
    extensions: { code: 'BUSY', serviceName: 'orders', passed },
  });
  expect(error.extensions).toEqual({ code: 'BUSY', serviceName: 'orders', retryAfterMs: 500 });
  const own = formatClientError({ message: 'x', extensions: { code: 'BAD_REQUEST', passed } });
  expect(own.error.extensions).toEqual({ code: 'BAD_REQUEST' });
});

test('names a subgraph error that has no code SUBGRAPH_ERROR', () => {
  const { error } = formatClientError({
    message: 'x',
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', serviceName: 'catalog' },
  });
  expect(error.extensions).toEqual({ code: 'SUBGRAPH_ERROR', serviceName: 'catalog' });
});

test('names a refusal of Apollo Server that has no code BAD_REQUEST', () => {
  const refusal = (status: number) =>
    formatClientError(
      {
        message: 'provided sha does not match query',
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
      new GraphQLError('provided sha does not match query', { extensions: { http: { status } } }),
    );
  expect(refusal(400)).toEqual({
    error: {
      message: 'provided sha does not match query',
      extensions: { code: 'BAD_REQUEST' },
    },
    masked: false,
  });
  expect(refusal(500).masked).toBe(true);
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
