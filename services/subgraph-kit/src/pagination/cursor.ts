import { DomainError } from '../errors/domain-error.ts';

export type CursorValue = string | number;

const VERSION_PREFIX = 'v1:';
const MAXIMUM_LENGTH = 1_024;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/**
 * Encodes the sort key of a row as an opaque cursor. Throws TypeError for a number that JSON cannot
 * hold and RangeError for a key too long to come back: both are faults of the list, not the caller.
 */
export function encodeCursor(values: readonly CursorValue[]): string {
  if (!values.every(isCursorValue))
    throw new TypeError('A cursor holds strings and finite numbers.');
  const cursor = Buffer.from(VERSION_PREFIX + JSON.stringify(values)).toString('base64url');
  if (cursor.length > MAXIMUM_LENGTH)
    throw new RangeError('The sort key is too long for a cursor.');
  return cursor;
}

/**
 * Decodes a cursor of `arity` values. Throws BAD_USER_INPUT, naming the argument it came in, for
 * anything that `encodeCursor` did not make.
 */
export function decodeCursor(
  cursor: string,
  arity: number,
  argument: 'after' | 'before' = 'after',
): readonly CursorValue[] {
  const values = parseCursor(cursor);
  if (values === null || values.length !== arity) throw malformedCursor(argument);
  return values;
}

function malformedCursor(argument: 'after' | 'before'): DomainError {
  return new DomainError('BAD_USER_INPUT', `\`${argument}\` is not a cursor of this list.`);
}

function parseCursor(cursor: string): readonly CursorValue[] | null {
  if (cursor.length > MAXIMUM_LENGTH || !BASE64URL.test(cursor)) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!text.startsWith(VERSION_PREFIX)) return null;
  try {
    const values: unknown = JSON.parse(text.slice(VERSION_PREFIX.length));
    return Array.isArray(values) && values.every(isCursorValue) ? values : null;
  } catch {
    return null;
  }
}

function isCursorValue(value: unknown): value is CursorValue {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}
