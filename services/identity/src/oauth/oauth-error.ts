/** What the token endpoint answers when it does not give a token: RFC 6749 §5.2. */
const STATUSES = {
  invalid_request: 400,
  invalid_client: 401,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  // Not in §5.2, which knows no such case; §4.1.2.1 has the word for it.
  temporarily_unavailable: 503,
} as const;

type OAuthErrorCode = keyof typeof STATUSES;

/** The answer to a request for a token that is refused. The message is for the client's developers. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: OAuthErrorCode,
    message: string,
    {
      status = STATUSES[code],
      headers = {},
    }: { status?: number; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

/** A client that did not say who it is, or not rightly. RFC 9110 §15.5.2: a 401 says how to do it. */
export function invalidClient(message: string): OAuthError {
  const headers = { 'www-authenticate': 'Basic realm="causeway", charset="UTF-8"' };
  return new OAuthError('invalid_client', message, { headers });
}
