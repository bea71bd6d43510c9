import { z } from 'zod';

/** The connections to a subgraph. */
export const connectionSettings = z.strictObject({
  max: z
    .int()
    .min(1)
    .max(65_535)
    .exactOptional()
    .describe('Most connections to its address (as many as requests are in flight).'),
  http2: z
    .boolean()
    .exactOptional()
    .describe('Whether HTTP/2 is spoken where the subgraph offers it over TLS (true).'),
  maxHeaderBytes: z
    .int()
    .min(256)
    .max(1_048_576)
    .exactOptional()
    .describe('Longest headers of an answer (16384).'),
});

export interface ConnectionSettings {
  /** Undefined: as many as it takes. */
  readonly max?: number;
  readonly http2: boolean;
  readonly maxHeaderBytes: number;
}

export const CONNECTION_DEFAULTS: ConnectionSettings = { http2: true, maxHeaderBytes: 16_384 };
