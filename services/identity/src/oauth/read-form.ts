import { OAuthError } from './oauth-error.ts';

/**
 * Reads the parameters of a request to the token endpoint (RFC 6749 §3.2): one without a value counts as
 * left out. Throws OAuthError `invalid_request` when one is given twice.
 */
export function readForm(body: string): ReadonlyMap<string, string> {
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (value === '') continue;
    if (form.has(name)) {
      throw new OAuthError('invalid_request', 'A parameter is given more than once.');
    }
    form.set(name, value);
  }
  return form;
}
