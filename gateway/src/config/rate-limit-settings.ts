import { z } from 'zod';

const COORDINATE = /^[_A-Za-z][_0-9A-Za-z]*\.[_A-Za-z][_0-9A-Za-z]*$/;

const rate = z.strictObject({
  limit: z
    .int()
    .min(1)
    .max(100_000)
    .describe('How many at once; as many again come back in the course of the window.'),
  windowSeconds: z.int().min(1).max(86_400).default(60),
  mode: z
    .enum(['enforce', 'measure'])
    .default('enforce')
    .describe('Whether more are refused, or only told of.'),
});

const rateOrOff = z.union([rate, z.literal('off')], {
  error: 'expected `limit` and `windowSeconds`, or "off"',
});

/** How often anyone may ask. */
export const rateLimitSettings = z.strictObject({
  principal: rateOrOff.default('off').describe('Requests of each user.'),
  address: rateOrOff
    .default('off')
    .describe('Requests of each address, by those who do not show who they are.'),
  fields: z
    .record(
      z.string().regex(COORDINATE, 'expected the coordinate of a field, such as Mutation.signIn'),
      rate.extend({
        per: z
          .enum(['address', 'principal'])
          .default('address')
          .describe('Whom it is counted for.'),
      }),
    )
    .default({})
    .describe('Fields of the root types by their coordinates; each in an operation counts.'),
  onStoreFailure: z
    .enum(['local', 'refuse'])
    .default('local')
    .describe('While Redis is away: each gateway counts for itself, or nothing is answered.'),
});

export type RateLimitSettings = Readonly<z.output<typeof rateLimitSettings>>;
