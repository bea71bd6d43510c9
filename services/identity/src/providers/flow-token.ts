import { createHash, createHmac, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 32;
/** Lets secret scanners recognise a token that was published by mistake. */
const PREFIX = 'cwf_';
const FORM = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{43}$`);

/** What protects one sign-in at a provider: RFC 6749 §10.12, RFC 7636 §4.1, OpenID Connect Core §3.1.2.1. */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Makes the token by which a browser shows that a sign-in was begun in it: 256 bits of randomness. */
export function createFlowToken(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

export function isFlowToken(text: string): boolean {
  return FORM.test(text);
}

/** What is stored of a token. A plain hash is enough: nobody guesses 256 random bits. */
export function hashFlowToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}

/**
 * Derives the secrets of a sign-in from its token, so that none of them is stored, and none can be of
 * another sign-in. `state` and `nonce`, which the provider sees, tell nothing of the token or the verifier.
 */
export function deriveFlowSecrets(token: string): FlowSecrets {
  const derive = (purpose: string) =>
    createHmac('sha256', token).update(purpose).digest('base64url');
  return { state: derive('state'), nonce: derive('nonce'), codeVerifier: derive('code_verifier') };
}
