import type { z } from 'zod';
import { DomainError } from '../errors/domain-error.ts';

/**
 * Reads the argument `name` of a query. Throws BAD_USER_INPUT with every fault in it, each under the
 * path of its field. (A mutation's input is checked by `validateInput`, and its faults are
 * an answer.)
 */
export function parseArgument<S extends z.ZodType>(
  name: string,
  schema: S,
  value: unknown,
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `\`${[name, ...path].join('.')}\` ${message}`,
  );
  throw new DomainError('BAD_USER_INPUT', `${faults.join('; ')}.`);
}
