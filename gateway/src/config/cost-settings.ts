import { z } from 'zod';
import { limitOf, limitSetting } from './limit-setting.ts';

/** Six lists in one another, each of the assumed size. */
const USUAL_MAXIMUM = 1_000_000;

const ofSubgraph = z
  .strictObject({
    maximum: limitSetting.optional().describe('Most that its part may be estimated to cost (off).'),
  })
  .transform(({ maximum }) => ({ maximum: limitOf(maximum, Number.POSITIVE_INFINITY) }));

export const costSettings = z
  .strictObject({
    assumedListSize: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(10)
      .describe('How many items a list has of which neither schema nor operation says it.'),
    maximum: limitSetting
      .optional()
      .describe(`Most that an operation may be estimated to cost (${USUAL_MAXIMUM}).`),
    all: ofSubgraph.prefault({}).describe('For each subgraph.'),
    subgraphs: z.record(z.string(), ofSubgraph).default({}).describe('By name; these beat `all`.'),
  })
  .transform(({ maximum, ...rest }) => ({ ...rest, maximum: limitOf(maximum, USUAL_MAXIMUM) }));
