const DEADLINE_MS = 70_000;

/** An error that the registry answered with, by its code. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Asks the registry's GraphQL API as the holder of a token. Throws RegistryError with the first error. */
export type AskRegistry = <R>(question: {
  token: string;
  query: string;
  variables?: Record<string, unknown>;
}) => Promise<R>;

/** `url` is the address of the GraphQL endpoint. */
export function createAskRegistry(url: string): AskRegistry {
  return async <R>({ token, query, variables = {} }: Parameters<AskRegistry>[0]) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const { data, errors } = (await response.json()) as {
      data?: R;
      errors?: readonly { message: string; extensions: { code: string } }[];
    };
    const [error] = errors ?? [];
    if (error !== undefined) throw new RegistryError(error.extensions.code, error.message);
    return data as R;
  };
}
