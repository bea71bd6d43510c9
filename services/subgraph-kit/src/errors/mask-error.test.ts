import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DomainError } from './domain-error.ts';
import { maskError } from './mask-error.ts';

/** An error as a resolver throws it and Apollo Server formats it. */
function fromResolver(originalError: Error) {
  const located = new GraphQLError(originalError.message, {
    originalError,
    path: ['order', 'total'],
  });
  return { formatted: located.toJSON(), located };
}

/** Where Prisma keeps what the driver adapter threw. */
function outage(kind: string) {
  return { driverAdapterError: { cause: { kind } } };
}

describe('maskError', () => {
  it('shows a domain error with its code and path', () => {
    const { formatted, located } = fromResolver(new DomainError('FORBIDDEN', 'Not yours.'));
    expect(maskError(formatted, located, 'request-1')).toMatchObject({
      kind: 'exposed',
      code: 'FORBIDDEN',
      response: {
        message: 'Not yours.',
        path: ['order', 'total'],
        extensions: { code: 'FORBIDDEN' },
      },
    });
  });

  it('replaces the message of an unknown error, keeps its path and names the request', () => {
    const cause = new Error('relation "orders" does not exist');
    const { formatted, located } = fromResolver(cause);
    expect(maskError(formatted, located, 'request-1')).toEqual({
      kind: 'masked',
      cause,
      response: {
        message: 'Internal server error',
        path: ['order', 'total'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' },
      },
    });
  });

  it.each([
    ['a statement', { code: 'P2010', meta: outage('ConnectionClosed') }],
    ['the connection', { code: 'P1001', meta: outage('DatabaseNotReachable') }],
    ['the pool', { code: 'P2028' }],
  ])('says that the service is away when %s failed for want of a database', (_what, fields) => {
    const cause = Object.assign(new Error("Can't reach db-7"), fields);
    const { formatted, located } = fromResolver(cause);
    expect(maskError(formatted, located, 'request-1')).toEqual({
      kind: 'masked',
      cause,
      response: {
        message: 'The service is not available at the moment.',
        path: ['order', 'total'],
        extensions: { code: 'SERVICE_UNAVAILABLE', requestId: 'request-1' },
      },
    });
  });

  it('masks a statement that the database refused', () => {
    const fields = { code: 'P2002', meta: outage('UniqueConstraintViolation') };
    const { formatted, located } = fromResolver(Object.assign(new Error('unique'), fields));
    expect(maskError(formatted, located, 'r').response.extensions?.code).toBe(
      'INTERNAL_SERVER_ERROR',
    );
  });

  it('masks a domain error whose code is not exposed', () => {
    const { formatted, located } = fromResolver(
      new DomainError('INTERNAL_SERVER_ERROR', 'a secret'),
    );
    expect(JSON.stringify(maskError(formatted, located, 'r').response)).not.toContain('a secret');
  });

  it('masks an error whose code nobody declared, and drops its extensions', () => {
    const error = new GraphQLError('a secret', { extensions: { code: 'E_DB', host: 'db-7' } });
    expect(maskError(error.toJSON(), error, 'r').response).toEqual({
      message: 'Internal server error',
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r' },
    });
  });

  it.each(['constructor', '__proto__', 'toString'])('is not fooled by the code %s', (code) => {
    const error = new GraphQLError('a secret', { extensions: { code } });
    expect(maskError(error.toJSON(), error, 'r').kind).toBe('masked');
  });

  it('shows what Apollo Server says about the request itself', () => {
    const error = new GraphQLError('Cannot query field "x".', {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(maskError(error.toJSON(), error, 'r')).toMatchObject({
      kind: 'exposed',
      response: { message: 'Cannot query field "x".' },
    });
  });
});
