import { z } from 'zod';

/** When a subgraph is given a rest that fails to answer. */
export const circuitBreakerSettings = z.strictObject({
  enabled: z.boolean().exactOptional().describe('Whether there is one (true).'),
  errorPercent: z
    .number()
    .min(1)
    .max(100)
    .exactOptional()
    .describe('It opens when so many of the requests have failed (50).'),
  windowMs: z
    .int()
    .min(1_000)
    .max(600_000)
    .exactOptional()
    .describe('The time that is looked back on (10000).'),
  minRequests: z
    .int()
    .min(1)
    .exactOptional()
    .describe('It stays closed while there were fewer requests in that time (20).'),
  openMs: z
    .int()
    .min(1)
    .max(600_000)
    .exactOptional()
    .describe('How long it is open before requests are let through to try (2000).'),
  probes: z
    .int()
    .min(1)
    .exactOptional()
    .describe('How many are, and must be answered for it to close (3).'),
});

export type CircuitBreakerSettings = Readonly<Required<z.output<typeof circuitBreakerSettings>>>;

export const CIRCUIT_BREAKER_DEFAULTS: CircuitBreakerSettings = {
  enabled: true,
  errorPercent: 50,
  windowMs: 10_000,
  minRequests: 20,
  openMs: 2_000,
  probes: 3,
};
