import { z } from 'zod';

const DAY_MS = 86_400_000;

const automatic = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe("Whether clients may persist queries as they go (Apollo's protocol)."),
  maxBytes: z
    .int()
    .min(65_536)
    .default(33_554_432)
    .describe('Memory for their texts; none of them takes more than a sixteenth.'),
  ttlMs: z
    .int()
    .min(1_000)
    .default(DAY_MS)
    .describe('How long a text is kept after it was asked for last.'),
});

export const persistedOperationSettings = z
  .strictObject({
    automatic: automatic.prefault({}),
    manifest: z
      .string()
      .min(1)
      .optional()
      .describe(
        "The file of the operations that clients may send, in Apollo's format; it is read again when it changes.",
      ),
    mode: z
      .enum(['off', 'log', 'enforce'])
      .default('off')
      .describe('What is done with operations that are not in the manifest.'),
    requireId: z
      .boolean()
      .default(false)
      .describe('With `enforce`: whether operations are taken by their ids only.'),
  })
  .superRefine(({ manifest, mode, requireId }, context) => {
    const problem = (setting: string, message: string) =>
      context.addIssue({ code: 'custom', path: [setting], message });
    if (mode !== 'off' && manifest === undefined) {
      problem('manifest', `required when the mode is "${mode}"`);
    }
    if (requireId && mode !== 'enforce') problem('requireId', 'needs the mode "enforce"');
  });
