import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import { z } from 'zod';
import { ConfigurationError } from '../config/configuration-error.ts';

/** An Ed25519 key as JWK (RFC 8037); its id names it in assertions and in the trust file. */
export type AssertionKeyJwk = JWK & { readonly kid: string };

const keyMembers = {
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().min(1).max(128),
  x: z.string().min(1),
};

/** A private key is refused here: it has no business in a trust file. */
export const publicKey = z
  .object({ ...keyMembers, d: z.undefined('must be absent: this is a private key').optional() })
  .transform(({ kty, crv, kid, x }): AssertionKeyJwk => ({ kty, crv, kid, x }));

const privateKey = z.object({ ...keyMembers, d: z.string().min(1) });

/** Who signs, and with what. */
export interface AssertionKey {
  readonly issuer: string;
  readonly key: AssertionKeyJwk;
}

const keyFile = z.object({ issuer: z.string().min(1), key: privateKey });

/**
 * Reads the file with this process's own signing key: `{ "issuer", "key" }`.
 * Throws ConfigurationError when it is missing or malformed; the message never shows its contents.
 */
export function loadAssertionKey(file: string): AssertionKey {
  return parseKeyFile(file, 'ASSERTION_KEY_FILE', keyFile);
}

/** Reads a JSON file of keys against `schema`. Throws ConfigurationError naming the setting. */
export function parseKeyFile<T>(file: string, setting: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(readJson(file, setting));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map(
      ({ path, message }) => `${setting}: ${file}: ${path.join('.') || 'contents'}: ${message}`,
    ),
  );
}

function readJson(file: string, setting: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    // A SyntaxError quotes the text around the fault, and that may be a key.
    const reason = cause instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new ConfigurationError([`${setting}: ${file} ${reason}`], { cause });
  }
}
