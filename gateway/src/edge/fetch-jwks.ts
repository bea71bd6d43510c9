import { request } from 'undici';
import { z } from 'zod';
import { readBoundedText } from '../transport/read-bounded-text.ts';

const DEADLINE_MS = 5_000;
/** A hundred times what issuers publish. */
const MOST_BYTES = 262_144;

/** RFC 7517 §5: `keys`, of which those that cannot be understood are for the reader to leave out. */
const jwks = z.object({ keys: z.array(z.unknown()) });

/**
 * Asks an issuer for its keys, as they are: unchecked. Rejects when there is no whole answer within five
 * seconds, when it is too long, or when it is no JWK set. A redirect is not followed: the keys would be
 * those of somebody whom the settings do not name.
 */
export async function fetchJwks(url: string): Promise<readonly unknown[]> {
  const { statusCode, body } = await request(url, {
    headers: {
      accept: 'application/json, application/jwk-set+json',
      'accept-encoding': 'identity',
    },
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const tooLong = () => new Error(`The answer is longer than ${MOST_BYTES} bytes.`);
  const text = await readBoundedText(body, MOST_BYTES, tooLong);
  if (statusCode !== 200) throw new Error(`The issuer answered with status ${statusCode}.`);
  return jwks.parse(JSON.parse(text)).keys;
}
