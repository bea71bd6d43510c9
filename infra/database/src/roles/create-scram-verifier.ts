import { createHash, createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const iterations = 4096; // PostgreSQL's own default (`scram_iterations`).
const saltBytes = 16;
const printableAscii = /^[\x20-\x7e]+$/;

/**
 * What PostgreSQL stores for a password (`pg_authid.rolpassword`), worked out on this side.
 * A role created with it never sends its password, so none ends up in the server's log or in
 * `pg_stat_statements`, where `PASSWORD '…'` is kept as written.
 *
 * @throws {TypeError} if the password is empty or not printable ASCII: beyond that SASLprep
 *   (RFC 4013) would have to be applied, and clients differ in whether they do
 */
export async function createScramVerifier(
  password: string,
  salt: Buffer = randomBytes(saltBytes),
): Promise<string> {
  if (!printableAscii.test(password)) {
    throw new TypeError('A database password must be printable ASCII and not empty.');
  }
  // RFC 5802 §3: SaltedPassword, ClientKey, StoredKey, ServerKey.
  const saltedPassword = await promisify(pbkdf2)(password, salt, iterations, 32, 'sha256');
  const storedKey = createHash('sha256')
    .update(hmac(saltedPassword, 'Client Key'))
    .digest('base64');
  const serverKey = hmac(saltedPassword, 'Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
