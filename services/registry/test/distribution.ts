import { ADMIN, type TestRegistry } from './use-registry.ts';

export interface FetchedSupergraph {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly etag: string;
}

/** Fetches a variant's supergraph as a gateway does. */
export async function fetchSupergraph(
  { origin }: TestRegistry,
  ref: string,
  options: { token?: string; etag?: string; waitSeconds?: number; signal?: AbortSignal } = {},
): Promise<FetchedSupergraph> {
  const { token = ADMIN, etag, waitSeconds, signal } = options;
  const response = await fetch(`${origin}/supergraphs/${ref.replace('@', '/')}`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(etag !== undefined && { 'if-none-match': etag }),
      ...(waitSeconds !== undefined && { prefer: `wait=${waitSeconds}` }),
    },
    ...(signal && { signal }),
  });
  return {
    status: response.status,
    headers: response.headers,
    text: await response.text(),
    etag: response.headers.get('etag') ?? '',
  };
}
