import { z } from 'zod';

/** When queries are sent again that a subgraph did not answer. */
export const retrySettings = z.strictObject({
  attempts: z
    .int()
    .min(1)
    .max(20)
    .exactOptional()
    .describe('How often a request is sent at most, the first time counted; 1: once (7).'),
  budgetPercent: z
    .number()
    .min(0)
    .max(100)
    .exactOptional()
    .describe(
      'Most retries in ten seconds of what had been sent, as a part of the requests in them (20).',
    ),
  minPerSecond: z
    .number()
    .min(0)
    .exactOptional()
    .describe('Retries beside these, so that few requests can be sent again too (10).'),
  backoffMs: z
    .int()
    .min(0)
    .max(60_000)
    .exactOptional()
    .describe('The longest wait before the first retry; it doubles with each further one (200).'),
  maxBackoffMs: z.int().min(0).max(60_000).exactOptional().describe('The longest of all (2000).'),
});

export type RetrySettings = Readonly<Required<z.output<typeof retrySettings>>>;

export const RETRY_DEFAULTS: RetrySettings = {
  attempts: 7,
  budgetPercent: 20,
  minPerSecond: 10,
  backoffMs: 200,
  maxBackoffMs: 2_000,
};
