import { z } from 'zod';
import { measuredLimit } from './measured-limit.ts';

export const batchingSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .describe('Whether a request may hold several operations, in a list.'),
  operations: measuredLimit({ most: 1_000, usual: 10 }).describe('Most operations of one (10).'),
});

export type BatchingSettings = Readonly<z.output<typeof batchingSettings>>;
