import { createHash } from 'node:crypto';

/** Sends a body of any form to a GraphQL endpoint. */
export async function postGraphql(url: string, body: unknown) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  return { status: response.status, body: (await response.json()) as any };
}

export const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

/** Apollo's extension that asks for a query by its hash. */
export const byHash = (sha256Hash: unknown, version: unknown = 1) => ({
  persistedQuery: { version, sha256Hash },
});
