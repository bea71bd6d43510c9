import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { IssuerSettings, JwtSettings } from '../config/jwt-settings.ts';
import { AuthenticationError, AuthenticationUnavailableError } from './authentication-error.ts';
import { expectAccessToken } from './expect-access-token.ts';
import type { IssuerKeys } from './issuer-keys.ts';

/** Verifies a token. Rejects with AuthenticationError or AuthenticationUnavailableError. */
export type VerifyToken = (token: string) => Promise<JWTPayload>;

/** Makes what verifies the access tokens of one issuer (RFC 8725). */
export function createVerifyToken(
  { issuer, audience, algorithms, allowMissingType }: IssuerSettings,
  {
    keys,
    clockToleranceSeconds,
  }: Pick<JwtSettings, 'clockToleranceSeconds'> & { keys: IssuerKeys },
): VerifyToken {
  const options = {
    issuer,
    audience,
    algorithms: [...algorithms],
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['exp', 'sub'],
  };
  return async (token) => {
    const verified = await jwtVerify(token, keys.find, options).catch((cause) => {
      throw verificationError(cause);
    });
    expectAccessToken(verified, { allowMissingType });
    const { payload } = verified;
    // jose looks at it only where tokens have a greatest age.
    if (payload.iat !== undefined && payload.iat > Date.now() / 1_000 + clockToleranceSeconds) {
      throw new AuthenticationError('The token\'s claim "iat" is not acceptable.');
    }
    return payload;
  };
}

/** Faults of the token are the client's; that keys cannot be had is not. */
function verificationError(cause: unknown): Error {
  if (cause instanceof AuthenticationUnavailableError) return cause;
  if (cause instanceof errors.JWTExpired) {
    return new AuthenticationError('The token has expired.', { cause });
  }
  if (cause instanceof errors.JWTClaimValidationFailed) {
    const message = `The token's claim "${cause.claim}" is not acceptable.`;
    return new AuthenticationError(message, { cause });
  }
  return new AuthenticationError('The token is not valid.', { cause });
}
