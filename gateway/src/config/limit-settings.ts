import { z } from 'zod';
import { type LimitName, type Limits, limitTable } from '../operation/limits/limit-table.ts';

const count = z.int().min(1);
const limit = z.union(
  [
    count,
    z.literal('off'),
    z.strictObject({ measure: count.optional(), enforce: count.optional() }),
  ],
  { error: 'expected a number, "off", or `measure` and `enforce`' },
);

const names = Object.keys(limitTable) as LimitName[];

/**
 * The limits of operations: a number from which on requests are refused, `off`, or apart what is told of
 * (`measure`) and what is refused (`enforce`).
 */
export const limitSettings = z
  .strictObject(
    Object.fromEntries(
      names.map((name) => {
        const { unit, enforce } = limitTable[name];
        return [name, limit.optional().describe(`Most ${unit} (${enforce}).`)];
      }),
    ) as Record<LimitName, z.ZodOptional<typeof limit>>,
  )
  .transform(
    (given): Limits =>
      Object.fromEntries(names.map((name) => [name, limitOf(name, given[name])])) as Limits,
  );

function limitOf(name: LimitName, given: z.output<typeof limit> | undefined): Limits[LimitName] {
  const never = Number.POSITIVE_INFINITY;
  if (given === 'off') return { measure: never, enforce: never };
  const usual = limitTable[name].enforce;
  if (typeof given !== 'object') return { measure: never, enforce: given ?? usual };
  const { measure = never, enforce = measure === never ? usual : never } = given;
  return { measure, enforce };
}
