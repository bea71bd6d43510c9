import { invalidClient, OAuthError } from './oauth-error.ts';

/** As the client gives them; nothing of it is believed yet. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Reads `client_id` and `client_secret` from the header (client_secret_basic) or from the body
 * (client_secret_post): RFC 6749 §2.3.1. Throws OAuthError `invalid_request` when both have a secret, and
 * `invalid_client` when neither has.
 */
export function readClientCredentials(
  authorization: string | undefined,
  form: ReadonlyMap<string, string>,
): ClientCredentials {
  const fromBody = { clientId: form.get('client_id'), clientSecret: form.get('client_secret') };
  if (authorization === undefined) {
    const { clientId, clientSecret } = fromBody;
    if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
    throw invalidClient('The request has no client_id and client_secret.');
  }
  const fromHeader = parseBasic(authorization);
  const isSaidTwice =
    fromBody.clientSecret !== undefined ||
    (fromBody.clientId !== undefined && fromBody.clientId !== fromHeader.clientId);
  if (!isSaidTwice) return fromHeader;
  throw new OAuthError('invalid_request', 'The client says who it is in two ways.');
}

/** RFC 7617 §2; each part is form-encoded besides, which RFC 6749 §2.3.1 asks for. */
function parseBasic(authorization: string): ClientCredentials {
  const [, encoded = ''] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? [];
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0)
    throw invalidClient('The header Authorization holds no client_id and client_secret.');
  return {
    clientId: decodeFormText(text.slice(0, colon)),
    clientSecret: decodeFormText(text.slice(colon + 1)),
  };
}

function decodeFormText(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidClient('The client_id or client_secret is not form-encoded.');
  }
}
