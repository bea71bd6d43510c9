import { z } from 'zod';
import { httpUrl } from './http-url.ts';

export const GRAPH_REF = /^[a-z][a-z0-9-]{0,62}@[a-z][a-z0-9-]{0,62}$/;

const usageSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe(
      'Whether the registry is told which operations clients ask for, without their values.',
    ),
  flushSeconds: z.int().min(1).max(600).default(10).describe('How often it is told.'),
  perSecond: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(2_000)
    .describe(
      'Up to how many requests a second all are counted; beyond, a sample that stands for them.',
    ),
});

/** Where the supergraph comes from when it is no file. */
export const registrySettings = z.strictObject({
  url: httpUrl.describe('The address of the registry, without a path.'),
  graph: z
    .string({ error: 'required: the variant to serve, such as shop@production' })
    .regex(GRAPH_REF, 'expected graph@variant')
    .describe('The variant to serve: graph@variant.'),
  token: z
    .string({ error: 'required: a token with the permission SERVE' })
    .min(1)
    .describe('A token of the registry with the permission SERVE.'),
  trustFile: z
    .string({ error: 'required: the public keys of the registry' })
    .min(1)
    .describe(
      'The file of the public keys that supergraphs are signed with, read again when it changes.',
    ),
  cacheFolder: z
    .string()
    .min(1)
    .optional()
    .describe('Where the last good supergraph is kept, to start from when the registry is away.'),
  waitSeconds: z
    .int()
    .min(1)
    .max(60)
    .default(30)
    .describe('How long the registry holds a request until there is something new.'),
  startTimeoutMs: z
    .int()
    .min(100)
    .max(600_000)
    .default(30_000)
    .describe('How long the registry is waited for at the start when there is no copy.'),
  mostBytes: z
    .int()
    .min(1_024)
    .max(268_435_456)
    .default(33_554_432)
    .describe('The longest supergraph that is taken.'),
  usage: usageSettings.prefault({}),
});

export type RegistrySettings = Readonly<z.output<typeof registrySettings>>;
