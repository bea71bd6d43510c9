import { z } from 'zod';

export const metricsSettings = z.strictObject({
  port: z
    .union([z.int().min(0).max(65_535), z.literal('off')], {
      error: 'expected a port, or "off"',
    })
    .optional()
    .describe('Where `/metrics` is, on the same host: a port, or "off" (9090, if it is free).'),
});
