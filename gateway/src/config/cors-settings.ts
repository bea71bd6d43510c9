import { z } from 'zod';

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerName = z.string().regex(HEADER_NAME, 'expected the name of a header');
const origin = z
  .string()
  .refine(isOrigin, 'expected an origin as browsers write it, such as https://shop.example.com');

/** Which pages of other origins may ask; none unless it is set. */
export const corsSettings = z
  .strictObject({
    origins: z
      .union([z.array(origin), z.literal('*')], { error: 'expected a list of origins, or "*"' })
      .default([])
      .describe('Origins whose pages may ask and read the answers; "*" for any.'),
    credentials: z
      .boolean()
      .default(false)
      .describe('Whether browsers may send cookies along; not with "*".'),
    methods: z
      .array(z.enum(['GET', 'POST']))
      .min(1)
      .default(['GET', 'POST']),
    allowedHeaders: z
      .array(headerName)
      .default([
        'content-type',
        'authorization',
        'apollo-require-preflight',
        'x-apollo-operation-name',
        'causeway-require-preflight',
        'apollographql-client-name',
        'apollographql-client-version',
        'x-request-id',
        'traceparent',
      ])
      .describe('Headers that pages may send.'),
    exposedHeaders: z
      .array(headerName)
      .default(['x-request-id', 'retry-after', 'ratelimit', 'ratelimit-policy'])
      .describe('Headers of answers that pages may read.'),
    maxAgeSeconds: z
      .int()
      .min(0)
      .max(86_400)
      .default(7_200)
      .describe('How long a browser need not ask again whether it may ask.'),
  })
  .refine(({ origins, credentials }) => origins !== '*' || !credentials, {
    path: ['origins'],
    error: '"*" cannot be had with credentials: name the origins',
  });

export type CorsSettings = Readonly<z.output<typeof corsSettings>>;

function isOrigin(text: string): boolean {
  if (text.includes('*') || !URL.canParse(text)) return false;
  const { origin, protocol } = new URL(text);
  return origin === text && (protocol === 'https:' || protocol === 'http:');
}
