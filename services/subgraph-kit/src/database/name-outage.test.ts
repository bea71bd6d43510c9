import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import { describe, expect, it } from 'vitest';
import { nameOutage } from './name-outage.ts';

const caught = (error: unknown) =>
  nameOutage(() => Promise.reject(error)).catch((named: unknown) => named);

/** A refusal by PostgreSQL that Prisma's adapter passes on by its SQLSTATE. */
function refusal(code: string, severity = 'ERROR'): DriverAdapterError {
  const rest = { severity, detail: undefined, column: undefined, hint: undefined };
  return new DriverAdapterError({ kind: 'postgres', code, message: 'refused', ...rest });
}

describe('nameOutage', () => {
  it('returns what the statement returned', async () => {
    expect(await nameOutage(async () => 1)).toBe(1);
  });

  it.each(['08006', '53300', '57P01', '57P02', '57P03', '57P04', '57P05'])(
    'names SQLSTATE %s an outage',
    async (code) => {
      expect(await caught(refusal(code))).toMatchObject({ cause: { kind: 'ConnectionClosed' } });
    },
  );

  it('names an error an outage with which the server ends the session', async () => {
    const named = await caught(refusal('55000', 'FATAL'));
    expect(named).toMatchObject({ cause: { kind: 'ConnectionClosed' } });
  });

  it('names an outage a host none of whose addresses answers, and keeps what each said', async () => {
    const refused = ['::1', '127.0.0.1'].map((at) => new Error(`connect ECONNREFUSED ${at}:1`));
    expect(await caught(new AggregateError(refused))).toMatchObject({
      cause: { originalMessage: expect.stringContaining('127.0.0.1:1') },
    });
  });

  it('names an error without SQLSTATE an outage, and keeps its message', async () => {
    const error = new Error('timeout exceeded when trying to connect');
    expect(await caught(error)).toMatchObject({
      cause: { kind: 'ConnectionClosed', originalMessage: error.message },
    });
  });

  it.each([
    ['a refused statement', refusal('57014')],
    ['a statement that something is missing for', refusal('55000')],
    ['a broken rule', new DriverAdapterError({ kind: 'UniqueConstraintViolation' })],
    ['a fault in our code', new TypeError('Cannot read properties of undefined')],
  ])('leaves %s alone', async (_what, error) => {
    expect(await caught(error)).toBe(error);
  });
});
