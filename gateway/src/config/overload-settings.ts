import { z } from 'zod';

const durationMs = z.int().min(1).max(600_000);

export const overloadSettings = z.strictObject({
  maxWaitMs: durationMs
    .default(5_000)
    .describe('How long a request may wait for its turn; one that would wait longer is refused.'),
  maxQueued: z.int().min(1).default(5_000).describe('Most requests that wait for their turn.'),
  unreadyAfterMs: z
    .union([durationMs, z.literal('off')], { error: 'expected milliseconds, or "off"' })
    .default(5_000)
    .describe(
      'After refusing for so long, /health/ready says no, and yes again after as long without.',
    ),
});
