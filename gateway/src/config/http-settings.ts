import { z } from 'zod';
import { measuredLimit } from './measured-limit.ts';

const ms = z.int().min(100).max(600_000);
const connections = z.union([z.int().min(1), z.literal('off')], {
  error: 'expected a number, or "off"',
});

/** What a request may amount to as HTTP, and how many connections there may be. */
export const httpSettings = z.strictObject({
  headerBytes: z
    .int()
    .min(1_024)
    .max(1_048_576)
    .default(16_384)
    .describe('Longest head of a request: its first line and its headers.'),
  headers: measuredLimit({ most: 2_000, usual: 100 }).describe('Most headers of a request (100).'),
  urlBytes: measuredLimit({ least: 256, most: 1_048_576, usual: 8_192 }).describe(
    'Longest address of a request, with all that a GET asks (8192).',
  ),
  headersTimeoutMs: ms
    .default(10_000)
    .describe('How long the head of a request may take to arrive.'),
  receiveTimeoutMs: ms.default(30_000).describe('How long a request may take to arrive, whole.'),
  connections: connections.default(10_000).describe('Most connections at once.'),
  connectionsPerAddress: connections
    .default(5_000)
    .describe('Most connections of one address: fewer than all, so that nobody takes every one.'),
});

export type HttpSettings = Readonly<z.output<typeof httpSettings>>;
