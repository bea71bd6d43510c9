import { type Dispatcher, request } from 'undici';
import type { RegistrySettings } from '../config/registry-settings.ts';
import { reasonOf } from '../errors/reason-of.ts';
import { readBoundedText } from '../transport/read-bounded-text.ts';
import { parseRetryAfter } from '../transport/retry-after.ts';

/** What the registry answered. */
export type Fetched =
  | { readonly kind: 'same' }
  | { readonly kind: 'new'; readonly sdl: string; readonly signature: string };

/** The registry could not be asked, or did not answer as it should. It may do so later. */
export class RegistryUnavailableError extends Error {
  override readonly name = 'RegistryUnavailableError';
  /** How long it asks to be left alone; null when it does not say. */
  readonly retryAfterMs: number | null;

  constructor(message: string, options: ErrorOptions & { retryAfterMs?: number | null } = {}) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** Beyond the time that the registry was asked to wait. */
const ANSWER_MS = 10_000;
const MOST_SIGNATURE_CHARACTERS = 4_096;

/**
 * Asks the registry for what is not among `known` (hashes); with `waitSeconds` above 0 the answer may take that
 * long. Rejects with RegistryUnavailableError. A redirect is not followed: the token is for nobody else.
 */
export async function fetchArtefact(
  { url, graph, token, mostBytes }: RegistrySettings,
  ask: { known: readonly string[]; waitSeconds: number; signal: AbortSignal },
): Promise<Fetched> {
  const { known, waitSeconds, signal } = ask;
  const deadlineMs = waitSeconds * 1_000 + ANSWER_MS;
  try {
    const answer = await request(addressOf(url, graph), {
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/graphql',
        ...(known.length > 0 && { 'if-none-match': known.map((hash) => `"${hash}"`).join(', ') }),
        ...(waitSeconds > 0 && { prefer: `wait=${waitSeconds}` }),
      },
      headersTimeout: deadlineMs,
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    });
    return await read(answer, mostBytes);
  } catch (cause) {
    if (cause instanceof RegistryUnavailableError) throw cause;
    const reason = reasonOf(cause);
    throw new RegistryUnavailableError(`it does not answer: ${reason}`, { cause });
  }
}

/** `https://registry/supergraphs/shop/production`. */
function addressOf(url: string, graph: string): URL {
  return new URL(`/supergraphs/${graph.replace('@', '/')}`, url);
}

async function read(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  mostBytes: number,
): Promise<Fetched> {
  const tooLong = () =>
    new RegistryUnavailableError(
      `its answer is longer than ${mostBytes} bytes (registry.mostBytes)`,
    );
  const text = await readBoundedText(body, mostBytes, tooLong);
  if (statusCode === 304) return { kind: 'same' };
  if (statusCode !== 200) {
    const retryAfterMs = parseRetryAfter(one(headers['retry-after']), Date.now());
    throw new RegistryUnavailableError(`it answered ${statusCode}${saying(text)}`, {
      retryAfterMs,
    });
  }
  const signature = one(headers['causeway-signature']) ?? '';
  if (signature === '' || signature.length > MOST_SIGNATURE_CHARACTERS) {
    throw new RegistryUnavailableError('it answered without a signature');
  }
  return { kind: 'new', sdl: text, signature };
}

/** Our registry says why in the form of a GraphQL error; of others' answers nothing is repeated. */
function saying(text: string): string {
  try {
    const { message } = JSON.parse(text).errors[0];
    return typeof message === 'string' ? `: ${message.slice(0, 300)}` : '';
  } catch {
    return '';
  }
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
