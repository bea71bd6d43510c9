import { DomainError, decodeCursor } from '@causeway/subgraph-kit';
import type { z } from 'zod';

/**
 * Reads a cursor whose key has this shape. Throws BAD_USER_INPUT for anything else: the values of a
 * cursor go into a statement, and anybody can write one.
 */
export function decodeKey<const T extends readonly z.core.SomeType[]>(
  cursor: string,
  key: z.ZodTuple<T>,
): z.output<z.ZodTuple<T>> {
  const parsed = key.safeParse(decodeCursor(cursor, key.def.items.length));
  if (parsed.success) return parsed.data;
  throw new DomainError('BAD_USER_INPUT', '`after` is a cursor of a list in another order.');
}
