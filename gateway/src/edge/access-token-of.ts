import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AuthenticationError } from './authentication-error.ts';
import { requirePreflight } from './cross-site.ts';

const MOST_CHARACTERS = 8_192;
/** RFC 6750 §2.1, `b64token`. */
const TOKEN = /^[A-Za-z0-9._~+/=-]+$/;
const BEARER = /^Bearer +([^ ]+) *$/i;

/**
 * The access token that a request presents: in the Authorization header (RFC 6750 §2.1) or, where the
 * settings name one, in a cookie. Null when there is none. The header wins: it was set on purpose, where
 * a browser sends cookies by itself; which is why a request that is believed for its cookie must bear what
 * pages of other sites cannot send. Throws AuthenticationError when there are several of a kind, or what
 * there is can be no token; GatewayError CSRF_PREVENTED.
 */
export function accessTokenOf(
  { rawHeaders, headers }: Pick<IncomingMessage, 'rawHeaders' | 'headers'>,
  { cookie }: { cookie?: string | undefined },
): string | null {
  const bearer = bearerToken(rawHeaders);
  if (bearer !== null || cookie === undefined) return bearer;
  const token = cookieToken(headers.cookie, cookie);
  if (token !== null) requirePreflight(headers);
  return token;
}

function bearerToken(rawHeaders: readonly string[]): string | null {
  // `headers` would hide a second one.
  const given = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization',
  );
  const [header] = given;
  if (header === undefined) return null;
  if (given.length > 1) {
    throw new AuthenticationError('There is more than one Authorization header.');
  }
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) {
    throw new AuthenticationError('The Authorization header holds no bearer token.');
  }
  return checked(token);
}

/** RFC 6265 §4.2.1. An empty cookie is what some leave behind who sign out. */
function cookieToken(header: IncomingHttpHeaders['cookie'], name: string): string | null {
  if (header === undefined) return null;
  const given = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  if (given.length > 1) {
    throw new AuthenticationError('There is more than one cookie with an access token.');
  }
  const token = given[0]?.slice(name.length + 1) ?? '';
  return token === '' ? null : checked(token);
}

function checked(token: string): string {
  if (token.length > MOST_CHARACTERS) throw new AuthenticationError('The token is too long.');
  if (!TOKEN.test(token)) throw new AuthenticationError('The token is not a JWT.');
  return token;
}
