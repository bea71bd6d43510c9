import { z } from 'zod';

/** How much one subgraph can hold of the gateway. */
export const inFlightSettings = z.strictObject({
  max: z.int().min(1).exactOptional().describe('Most requests to it at the same time (512).'),
  queue: z.int().min(0).exactOptional().describe('Most requests that wait for their turn (1024).'),
  queueTimeoutMs: z
    .int()
    .min(1)
    .max(600_000)
    .exactOptional()
    .describe('How long one waits at most (1000).'),
});

export type InFlightSettings = Readonly<Required<z.output<typeof inFlightSettings>>>;

export const IN_FLIGHT_DEFAULTS: InFlightSettings = {
  max: 512,
  queue: 1_024,
  queueTimeoutMs: 1_000,
};
