const DEADLINE_MS = 15_000;
const LARGEST_BYTES = 16 * 1024 * 1024;

/** Why a subgraph did not tell its schema, in words. */
export class IntrospectionError extends Error {
  override readonly name = 'IntrospectionError';
}

/**
 * Asks a running subgraph for its schema (Federation: `_service { sdl }`). Throws IntrospectionError
 * when it is away, refuses, or is no subgraph.
 */
export async function introspectSubgraph(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const answer = await ask(url, headers);
  const sdl = answer?.data?._service?.sdl;
  if (typeof sdl === 'string') return sdl;
  const reason = answer?.errors?.[0]?.message ?? 'the answer holds no `_service { sdl }`';
  throw new IntrospectionError(`${url} does not tell its schema: ${reason}`);
}

interface Answer {
  data?: { _service?: { sdl?: unknown } | null } | null;
  errors?: readonly { message?: string }[];
}

async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<Answer | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
      signal: AbortSignal.timeout(DEADLINE_MS),
      redirect: 'error',
    });
    return JSON.parse(await readBounded(response)) as Answer | null;
  } catch (cause) {
    const { message, cause: deeper } = cause as Error;
    const reason = deeper instanceof Error && deeper.message !== '' ? deeper.message : message;
    throw new IntrospectionError(`${url} does not tell its schema: ${reason}`, { cause });
  }
}

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, sizeBytes] = ['', 0];
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > LARGEST_BYTES) throw new Error('the answer is longer than 16 MiB');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
