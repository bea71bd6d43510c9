import { z } from 'zod';

/** Where answers of subgraphs are kept that may be; `all.responseCache` says whether they are. */
export const responseCacheSettings = z.strictObject({
  maxBytes: z
    .int()
    .min(1_024)
    .default(67_108_864)
    .describe(
      'What the answers of all subgraphs may take in memory; one takes a sixteenth at most.',
    ),
});
