import { z } from 'zod';
import { type LimitName, type Limits, limitTable } from '../operation/limits/limit-table.ts';
import { limitOf, limitSetting } from './limit-setting.ts';

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
        return [name, limitSetting.optional().describe(`Most ${unit} (${enforce}).`)];
      }),
    ) as Record<LimitName, z.ZodOptional<typeof limitSetting>>,
  )
  .transform(
    (given): Limits =>
      Object.fromEntries(
        names.map((name) => [name, limitOf(given[name], limitTable[name].enforce)]),
      ) as Limits,
  );
