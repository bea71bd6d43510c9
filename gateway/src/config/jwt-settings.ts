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

const issuer = z.strictObject({
  issuer: z.string().min(1).describe('What the token must have as `iss`.'),
  jwksUrl: httpUrl.describe('Where its public keys are.'),
  audience: z.string().min(1).describe('What the token must have in `aud`.'),
  algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(['ES256', 'RS256', 'PS256', 'EdDSA']),
});

function areDistinct(issuers: readonly { issuer: string }[]): boolean {
  return new Set(issuers.map(({ issuer: name }) => name)).size === issuers.length;
}

/** Whose tokens are believed. */
export const jwtSettings = z.strictObject({
  issuers: z
    .array(issuer)
    .refine(areDistinct, 'the same issuer is there twice')
    .default([])
    .describe('Whose tokens are believed; none: everyone is anonymous.'),
  clockToleranceSeconds: z.int().min(0).max(300).default(5),
});

export type JwtSettings = Readonly<z.output<typeof jwtSettings>>;
export type IssuerSettings = JwtSettings['issuers'][number];
