import { z } from 'zod';

function hasNoQuery(url: string): boolean {
  return !URL.canParse(url) || new URL(url).search === '';
}

/** Where several gateways keep what they share. */
export const redisSettings = z.strictObject({
  url: z
    .url({
      protocol: /^rediss?$/,
      hostname: /./,
      message: 'expected a redis:// or rediss:// address',
    })
    // The client would take any of its options from there.
    .refine(hasNoQuery, 'must not have a query')
    .optional()
    .describe('The Redis that gateways share; without it each keeps what it knows to itself.'),
  keyPrefix: z
    .string()
    .default('causeway:')
    .describe('What the names of all keys begin with; gateways share what has the same.'),
  deadlineMs: z
    .int()
    .min(10)
    .max(60_000)
    .default(250)
    .describe('How long an answer of Redis is waited for.'),
});
