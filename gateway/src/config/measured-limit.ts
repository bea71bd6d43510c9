import { z } from 'zod';

/** From where on something is told of, Infinity where never, and from where on it is refused. */
export interface MeasuredLimit {
  readonly measure: number;
  readonly enforce: number;
}

/**
 * A limit that always holds: the number from which on something is refused, or apart what is told of
 * (`measure`) and what is refused (`enforce`).
 */
export function measuredLimit({
  least = 1,
  most,
  usual,
}: Record<'most' | 'usual', number> & { least?: number }) {
  const count = z.int().min(least).max(most);
  return z
    .union([count, z.strictObject({ measure: count.optional(), enforce: count.default(usual) })], {
      error: `expected a number from ${least} to ${most}, or \`measure\` and \`enforce\``,
    })
    .default(usual)
    .transform((given): MeasuredLimit => {
      const never = Number.POSITIVE_INFINITY;
      if (typeof given === 'number') return { measure: never, enforce: given };
      return { measure: given.measure ?? never, enforce: given.enforce };
    });
}
