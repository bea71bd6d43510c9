import { type JWTPayload, jwtVerify } from 'jose';
import { DomainError } from '../errors/domain-error.ts';
import {
  ASSERTION_ALGORITHM,
  ASSERTION_LIFETIME_SECONDS,
  ASSERTION_TYPE,
  CLOCK_TOLERANCE_SECONDS,
  digestOf,
  principalOf,
  type RequestClaims,
  requestClaimsOf,
} from './assertion-claims.ts';
import type { AssertionTrust, TrustedKey } from './assertion-trust.ts';
import type { Principal } from './principal.ts';
import { createUsedAssertions, type UsedAssertions } from './used-assertions.ts';
import type { Current } from './watch-key-file.ts';

export interface AssertionVerifier {
  /**
   * Verifies an assertion before the body of its request is read. Throws DomainError UNAUTHENTICATED
   * when it is missing, forged, expired, meant for another subgraph or from nobody we trust; `cause`
   * holds the reason, which is for the log and not for the caller.
   */
  verify(assertion: string | undefined): Promise<VerifiedAssertion>;
}

/** An assertion that is good if it was signed for this request. */
export interface VerifiedAssertion {
  /**
   * The principal that the request with this body is made for. Throws as `verify` does when the
   * assertion was signed for another body, has been used before, or has expired meanwhile;
   * SERVICE_UNAVAILABLE when there are too many requests to tell apart.
   */
  admit(body: Buffer): Principal;
}

/** Makes the verifier of one subgraph; it believes whom `trust` names at the time. */
export function createAssertionVerifier(options: {
  audience: string;
  trust: Current<AssertionTrust>;
}): AssertionVerifier {
  const { audience, trust } = options;
  const used = createUsedAssertions();
  return {
    async verify(assertion) {
      if (assertion === undefined) throw refused('The assertion is missing.');
      const claims = await verifiedClaims(assertion, audience, trust.current).catch((cause) => {
        throw refusal(cause);
      });
      return { admit: (body) => admit(claims, body, used) };
    },
  };
}

interface AssertionClaims extends RequestClaims {
  readonly principal: Principal;
}

// PERF: each is verified, and takes 0.2 ms: an assertion is good once, so there is nothing to be kept.
async function verifiedClaims(
  assertion: string,
  audience: string,
  trust: AssertionTrust,
): Promise<AssertionClaims> {
  const { payload, protectedHeader } = await jwtVerify(
    assertion,
    ({ kid }) => getKey(trust, kid).key,
    {
      // RFC 8725 §3.1: the algorithm is ours to choose, not the token's.
      algorithms: [ASSERTION_ALGORITHM],
      typ: ASSERTION_TYPE,
      audience,
      maxTokenAge: ASSERTION_LIFETIME_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['iss', 'aud', 'iat', 'exp', 'jti', 'body_sha256'],
    },
  );
  checkOwner(payload, getKey(trust, protectedHeader.kid).issuer);
  checkSoleAudience(payload);
  return { ...getRequestClaims(payload), principal: getPrincipal(payload) };
}

function getKey(trust: AssertionTrust, kid: string | undefined): TrustedKey {
  const trusted = kid === undefined ? undefined : trust.get(kid);
  if (trusted === undefined) throw new Error('The key is not trusted.');
  return trusted;
}

/** RFC 8725 §3.8: a key speaks for its owner only, whatever `iss` says. */
function checkOwner(payload: JWTPayload, owner: string): void {
  if (payload.iss !== owner) throw new Error('The issuer does not own the key.');
}

/** jose accepts a list that contains the audience; an assertion good for two subgraphs could be replayed. */
function checkSoleAudience(payload: JWTPayload): void {
  if (typeof payload.aud !== 'string') throw new Error('The audience is a list.');
}

function getRequestClaims(payload: JWTPayload): RequestClaims {
  const claims = requestClaimsOf(payload);
  if (claims === null) throw new Error('The claims about the request are malformed.');
  return claims;
}

function getPrincipal(payload: JWTPayload): Principal {
  const principal = principalOf(payload);
  if (principal === null) throw new Error('The claims about the caller are malformed.');
  return principal;
}

function admit(claims: AssertionClaims, body: Buffer, used: UsedAssertions): Principal {
  const { iss, jti, exp, iat, body_sha256, principal } = claims;
  // The body may come long after the head, and what has expired is not remembered.
  const expiry = Math.min(exp, iat + ASSERTION_LIFETIME_SECONDS) + CLOCK_TOLERANCE_SECONDS;
  if (Date.now() / 1_000 > expiry) throw refused('The assertion expired before the body came.');
  if (digestOf(body) !== body_sha256) throw refused('The assertion is for another body.');
  // Not earlier: whoever has seen only the assertion cannot use it up.
  if (!used.use(`${iss} ${jti}`)) throw refused('The assertion has been used before.');
  return principal;
}

function refused(reason: string): DomainError {
  return refusal(new Error(reason));
}

function refusal(cause: unknown): DomainError {
  return new DomainError('UNAUTHENTICATED', 'The request carries no valid assertion of identity.', {
    cause,
  });
}
