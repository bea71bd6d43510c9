import { CliError } from '../cli-error.ts';

/** Asks the registry's GraphQL API; returns what is in `data`. Throws CliError that says what to do. */
export type AskRegistry = <R>(document: string, variables?: object) => Promise<R>;

interface Answer<R> {
  data?: R | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}

export interface AskOptions {
  /** Null when there is none; what the registry makes of that is up to it. */
  readonly token: string | null;
  readonly deadlineMs: number;
}

export function createAskRegistry(url: string, options: AskOptions): AskRegistry {
  return async <R>(document: string, variables: object = {}) => {
    const answer = await post<R>(url, options, { query: document, variables });
    const [error] = answer.errors ?? [];
    if (error !== undefined) {
      throw errorOf(error.message, error.extensions?.code ?? '', options.token);
    }
    if (answer.data) return answer.data;
    throw noRegistry(url);
  };
}

async function post<R>(url: string, options: AskOptions, body: object): Promise<Answer<R>> {
  const response = await reach(url, options, body);
  try {
    return (await response.json()) as Answer<R>;
  } catch (cause) {
    throw noRegistry(url, cause);
  }
}

async function reach(
  url: string,
  { token, deadlineMs }: AskOptions,
  body: object,
): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(deadlineMs),
      // A token goes where its owner sent it and nowhere else.
      redirect: 'error',
    });
  } catch (cause) {
    throw new CliError(
      'away',
      {
        code: 'REGISTRY_AWAY',
        message: `The registry at ${url} does not answer (${reasonOf(cause)}). Is it running, and is CAUSEWAY_REGISTRY its address?`,
      },
      { cause },
    );
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? cause?.message ?? message;
}

function noRegistry(url: string, cause?: unknown): CliError {
  const message = `What answers at ${url} is no registry of Causeway. Set CAUSEWAY_REGISTRY to its address.`;
  return new CliError('away', { code: 'NO_REGISTRY', message }, { cause });
}

function errorOf(message: string, code: string, token: string | null): CliError {
  switch (code) {
    case 'UNAUTHENTICATED':
      return new CliError('notAllowed', {
        code,
        message:
          token === null
            ? 'The registry wants a token: set CAUSEWAY_TOKEN, or give --token-file.'
            : `${message} Look at CAUSEWAY_TOKEN, or have a new one made with \`causeway token create\`.`,
      });
    case 'FORBIDDEN':
      return new CliError('notAllowed', {
        code,
        message: `${message} Use another token, or ask an administrator of the graph for the right.`,
      });
    case 'INTERNAL_SERVER_ERROR':
    case 'SERVICE_UNAVAILABLE':
    case 'UNAVAILABLE':
      return new CliError('away', { code, message: `The registry could not do it: ${message}` });
    default:
      return new CliError('refused', { code: code || 'REFUSED', message });
  }
}
