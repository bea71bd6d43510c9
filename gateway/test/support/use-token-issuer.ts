import { afterAll } from 'vitest';
import { startTokenIssuer, type TokenIssuer } from './token-issuer.ts';

interface TrustedIssuer extends TokenIssuer {
  /** The environment of a gateway that believes it. */
  readonly environment: Readonly<Record<'JWT_ISSUER' | 'JWKS_URL' | 'JWT_AUDIENCE', string>>;
}

/** An issuer of access tokens for one file or `describe`. Await it at the top. */
export async function useTokenIssuer(name?: string): Promise<TrustedIssuer> {
  const started = await startTokenIssuer(name);
  afterAll(() => started.stop());
  const { issuer, jwksUrl } = started;
  return {
    ...started,
    environment: { JWT_ISSUER: issuer, JWKS_URL: jwksUrl, JWT_AUDIENCE: 'causeway' },
  };
}
