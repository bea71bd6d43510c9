/** Why there is no answer, as far as the reader can do something about it. */
export type RegistryFailure =
  | { kind: 'away' }
  | { kind: 'token-refused'; message: string }
  | { kind: 'failed'; message: string };

export type RegistryAnswer<T> = { kind: 'answered'; data: T } | RegistryFailure;

export interface Question {
  document: string;
  variables: Readonly<Record<string, unknown>>;
}

/** Longer than any page takes, a comparison of large schemas included. */
const DEADLINE_MS = 20_000;

/** Asks the registry's GraphQL API with a token. @throws only what the signal was aborted with. */
export async function askRegistry<T>(
  { document, variables }: Question,
  access: { endpoint: string; token: string; signal: AbortSignal },
): Promise<RegistryAnswer<T>> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  try {
    const response = await fetch(access.endpoint, {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
        authorization: `Bearer ${access.token}`,
      },
      body: JSON.stringify({ query: document, variables }),
      signal: AbortSignal.any([access.signal, deadline]),
    });
    return readAnswer<T>(response.status, await response.json().catch(() => null));
  } catch (error) {
    if (access.signal.aborted) throw error;
    return { kind: 'away' };
  }
}

/** The registry's own answer: its contract is trusted, and a test holds each document to it. */
interface Body<T> {
  data?: T | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}

function readAnswer<T>(status: number, body: Body<T> | null): RegistryAnswer<T> {
  const [error] = body?.errors ?? [];
  if (error?.extensions?.code === 'UNAUTHENTICATED' || status === 401) {
    return { kind: 'token-refused', message: error?.message ?? 'The registry refused the token.' };
  }
  if (error) return { kind: 'failed', message: error.message };
  if (body?.data) return { kind: 'answered', data: body.data };
  return status >= 500
    ? { kind: 'away' }
    : { kind: 'failed', message: `The registry answered ${status}, not with a GraphQL response.` };
}
