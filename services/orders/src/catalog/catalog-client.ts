import { ASSERTION_HEADER, type AssertionSigner, anonymous } from '@causeway/subgraph-kit';
import { Pool } from 'undici';
import {
  type CatalogVariant,
  parseVariants,
  representationsOf,
  VARIANTS_QUERY,
} from './catalog-variant.ts';

const DEADLINE_MS = 2_000;
/** Shorter than the catalog keeps an idle connection, so that it never closes one we are about to use. */
const KEEP_ALIVE_MS = 30_000;
/** Several times what the largest cart can need. */
const MAXIMUM_RESPONSE_BYTES = 1_048_576;
/** More checkouts at once than these wait for a connection, within their deadline. */
const MAXIMUM_CONNECTIONS = 32;

/** The request on whose behalf the catalog is asked. */
interface CatalogRequest {
  readonly requestId: string;
  readonly signal: AbortSignal;
}

export interface CatalogClient {
  /**
   * Returns those of the variants that the catalog has, at the prices of this moment. Throws
   * CatalogUnavailableError when there is no good answer within two seconds.
   */
  findVariants(ids: readonly string[], request: CatalogRequest): Promise<readonly CatalogVariant[]>;
  /** Lets answers under way arrive. */
  close(): Promise<void>;
}

/** The catalog did not answer, or not what was asked; `cause` says how. */
export class CatalogUnavailableError extends Error {
  override readonly name = 'CatalogUnavailableError';
}

/**
 * Makes the client of the catalog's subgraph at `url`. Orders asks in its own name, so it sees what
 * everybody sees.
 */
export function createCatalogClient(options: {
  url: string;
  signer: AssertionSigner;
}): CatalogClient {
  const { origin, pathname, search } = new URL(options.url);
  const pool = new Pool(origin, {
    connections: MAXIMUM_CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: MAXIMUM_RESPONSE_BYTES,
    connect: { timeout: DEADLINE_MS },
  });

  async function ask(ids: readonly string[], { requestId, signal }: CatalogRequest) {
    const body = JSON.stringify({
      query: VARIANTS_QUERY,
      variables: { representations: representationsOf(ids) },
    });
    const assertion = options.signer.sign({ audience: 'catalog', principal: anonymous, body });
    const { statusCode, body: answered } = await pool.request({
      method: 'POST',
      path: pathname + search,
      headers: {
        'content-type': 'application/json',
        [ASSERTION_HEADER]: assertion,
        'x-request-id': requestId,
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    });
    const answer = await answered.json();
    if (statusCode !== 200) throw new Error(`The catalog answered with status ${statusCode}.`);
    return parseVariants(answer, ids);
  }

  return {
    async findVariants(ids, request) {
      try {
        return await ask(ids, request);
      } catch (cause) {
        throw new CatalogUnavailableError('The catalog cannot say what things cost.', { cause });
      }
    },
    close: () => pool.close(),
  };
}
