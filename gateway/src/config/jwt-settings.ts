import { z } from 'zod';
import { httpUrl } from './http-url.ts';

const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

const endedSessions = z.strictObject({
  url: httpUrl.describe(
    'Where the issuer tells which sessions have ended, such as /sessions/ended.',
  ),
  audience: z
    .string()
    .min(1)
    .default('identity')
    .describe('The name under which the issuer takes assertions of the gateway.'),
  onUnavailable: z
    .enum(['allow', 'refuse'])
    .default('allow')
    .describe(
      'Whether tokens are good when the issuer has not told for ten seconds: until they expire, or not at all (503).',
    ),
});

const issuer = z.strictObject({
  issuer: z.string().min(1).describe('What the token must have as `iss`.'),
  jwksUrl: httpUrl.describe('Where its public keys are.'),
  audience: z.string().min(1).describe('What the token must have in `aud`.'),
  algorithms: z
    .array(z.enum(ALGORITHMS))
    .min(1)
    .default(['ES256', 'RS256', 'PS256', 'EdDSA'])
    .describe('How it may sign; never with a secret, since whoever verifies could sign.'),
  subjectPrefix: z
    .string()
    .max(64)
    .optional()
    .describe(
      "What the ids of its users begin with, before `sub`. With several issuers each must say, if only '': `sub` names one user for each issuer.",
    ),
  allowMissingType: z
    .boolean()
    .default(false)
    .describe(
      'Whether tokens without `typ` pass. By it access tokens are told from others that the issuer signs.',
    ),
  endedSessions: endedSessions
    .optional()
    .describe(
      'Has the tokens of ended sessions refused before they expire; needs assertionKeyFile.',
    ),
  allowHttp: z
    .boolean()
    .default(false)
    .describe(
      'Whether, in production, the keys may come over plain HTTP from another machine: whoever stands in between can then sign.',
    ),
});

function areDistinct(issuers: readonly { issuer: string }[]): boolean {
  return new Set(issuers.map(({ issuer: name }) => name)).size === issuers.length;
}

/** An id is one issuer's: where there are several, nobody is taken for another issuer's user by default. */
function haveSubjectPrefixes(issuers: readonly { subjectPrefix?: string | undefined }[]): boolean {
  return issuers.length < 2 || issuers.every(({ subjectPrefix }) => subjectPrefix !== undefined);
}

/** Whose tokens are believed. */
export const jwtSettings = z.strictObject({
  issuers: z
    .array(issuer)
    .refine(areDistinct, 'the same issuer is there twice')
    .refine(haveSubjectPrefixes, 'with several issuers, each needs a subjectPrefix')
    .default([])
    .describe('Whose tokens are believed; none: everyone is anonymous.'),
  cookie: z
    .string()
    // RFC 6265 §4.1.1, RFC 9110 §5.6.2.
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'expected the name of a cookie')
    .optional()
    .describe(
      'A cookie that may hold the token, beside the Authorization header, which wins. Such requests must bear a header that pages of other sites cannot send.',
    ),
  clockToleranceSeconds: z.int().min(0).max(300).default(5),
});

export type JwtSettings = Readonly<z.output<typeof jwtSettings>>;
export type IssuerSettings = JwtSettings['issuers'][number];
export type EndedSessionsSettings = NonNullable<IssuerSettings['endedSessions']>;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || LOOPBACK.test(hostname);
}

/** Where keys and ended sessions come from that anyone in between could exchange; in production they must not. */
export function insecureJwks({ issuers }: JwtSettings): { path: PropertyKey[]; message: string }[] {
  return issuers.flatMap(({ jwksUrl, endedSessions: ended, allowHttp }, index) => {
    const urls: [PropertyKey[], string | undefined][] = [
      [['jwksUrl'], jwksUrl],
      [['endedSessions', 'url'], ended?.url],
    ];
    return urls.flatMap(([path, url]) => {
      if (allowHttp || url === undefined || isSecure(new URL(url))) return [];
      const message = 'expected https:// in production (or allowHttp: true)';
      return [{ path: ['jwt', 'issuers', index, ...path], message }];
    });
  });
}
