import type { IncomingMessage } from 'node:http';
import { AuthenticationError } from './authentication-error.ts';

const MAX_TOKEN_LENGTH = 8_192;

/**
 * The bearer token of a request (RFC 6750 §2.1), or null when it has no Authorization header. Throws
 * AuthenticationError when there are several, or it is not a bearer token.
 */
export function bearerToken({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): string | null {
  // `headers` would hide a second one.
  const given = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization',
  );
  const [header] = given;
  if (header === undefined) return null;
  if (given.length > 1) {
    throw new AuthenticationError('There is more than one Authorization header.');
  }
  if (header.length > MAX_TOKEN_LENGTH) throw new AuthenticationError('The token is too long.');
  const token = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(header)?.[1];
  if (token === undefined) {
    throw new AuthenticationError('The Authorization header holds no bearer token.');
  }
  return token;
}
