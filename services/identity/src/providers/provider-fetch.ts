import type { CustomFetch } from 'openid-client';

/** Larger than any metadata, keys or tokens; what is longer is no answer. */
const RESPONSE_LIMIT_BYTES = 262_144;

/** The provider gave no whole answer in time. */
export class ProviderUnreachableError extends Error {
  override readonly name = 'ProviderUnreachableError';
}

/**
 * Makes what asks a provider for as long as `deadlineMs` from now, all requests together, and reads at most
 * 256 KiB of each answer. It rejects with ProviderUnreachableError.
 */
export function createProviderFetch(deadlineMs: number): CustomFetch {
  const signal = AbortSignal.timeout(deadlineMs);
  return (url, options) => ask(url, { ...(options as RequestInit), signal });
}

async function ask(url: string, options: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, options);
    const { status, headers } = response;
    // A Response of such a status may have no body.
    const body = status === 204 || status === 304 ? null : await readBounded(response);
    return new Response(body, { status, headers });
  } catch (cause) {
    throw new ProviderUnreachableError('The provider gave no answer.', { cause });
  }
}

async function readBounded(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > RESPONSE_LIMIT_BYTES) throw new Error('The answer is too long.');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
