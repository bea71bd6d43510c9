import { z } from 'zod';

export const warmUpSettings = z.strictObject({
  operations: z
    .int()
    .min(0)
    .max(100_000)
    .default(500)
    .describe(
      'How many operations, those used most of late, are planned on a new supergraph before it is served.',
    ),
  timeoutMs: z
    .int()
    .min(1)
    .max(600_000)
    .default(5_000)
    .describe('How long that may take; then it is served with what is planned.'),
  onUnplannable: z
    .enum(['refuse', 'warn'])
    .default('refuse')
    .describe(
      'What becomes of a supergraph on which an operation is valid, and can no longer be planned.',
    ),
  onInvalid: z
    .enum(['refuse', 'warn'])
    .default('warn')
    .describe('What becomes of a supergraph for which an operation in use is no longer valid.'),
});

export type WarmUpSettings = Readonly<z.output<typeof warmUpSettings>>;
