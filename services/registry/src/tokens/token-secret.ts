import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'cwt_';
const FORM = /^cwt_[A-Za-z0-9_-]{43}$/;

/** Makes a secret of 256 random bits. The prefix lets scanners find one that was committed by mistake. */
export function createTokenSecret(): string {
  return PREFIX + randomBytes(32).toString('base64url');
}

export function isTokenSecret(text: string): boolean {
  return FORM.test(text);
}

/** What is kept of a secret. It is looked up by this, so that no comparison tells how much of it was right. */
export function hashTokenSecret(secret: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(secret).digest();
}
