import { z } from 'zod';
import type { Limit } from '../operation/limits/limit-table.ts';

const count = z.int().min(1);

/** A limit as it is written: a number, `off`, or apart what is told of and what is refused. */
export const limitSetting = z.union(
  [
    count,
    z.literal('off'),
    z.strictObject({ measure: count.optional(), enforce: count.optional() }),
  ],
  { error: 'expected a number, "off", or `measure` and `enforce`' },
);

/** The limit that is meant; `usual` is what is enforced unless something is set. */
export function limitOf(given: z.output<typeof limitSetting> | undefined, usual: number): Limit {
  const never = Number.POSITIVE_INFINITY;
  if (given === 'off') return { measure: never, enforce: never };
  if (typeof given !== 'object') return { measure: never, enforce: given ?? usual };
  const { measure = never, enforce = measure === never ? usual : never } = given;
  return { measure, enforce };
}
