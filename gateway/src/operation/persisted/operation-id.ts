import { GatewayError } from '../../errors/gateway-error.ts';
import type { GraphqlRequest } from '../graphql-request.ts';

const LONGEST_ID = 256;
/** GraphQL over HTTP, "Persisted Documents": ids that are hashes say so; clients and manifests agree without. */
const HASH_PREFIX = 'sha256:';

/**
 * The id by which a request asks for an operation: its `documentId`, or the hash in Apollo's extension
 * `persistedQuery`. Null when it has neither. Throws GatewayError BAD_REQUEST when the extension is not as
 * it has to be.
 */
export function operationIdOf({ documentId, extensions }: GraphqlRequest): string | null {
  if (documentId !== undefined) return checked(withoutPrefix(documentId), '`documentId`');
  const persistedQuery = extensions?.persistedQuery;
  if (persistedQuery === undefined || persistedQuery === null) return null;
  if (typeof persistedQuery !== 'object') {
    throw bad('`extensions.persistedQuery` must be an object.');
  }
  const { version, sha256Hash } = persistedQuery as Record<string, unknown>;
  if (version !== 1) throw bad('Unsupported persisted query version');
  return checked(sha256Hash, '`extensions.persistedQuery.sha256Hash`');
}

/** The request without its id: what comes next sees the operation's text only. */
export function withoutOperationId({
  documentId: _id,
  extensions,
  ...rest
}: GraphqlRequest): GraphqlRequest {
  if (extensions === undefined) return rest;
  const { persistedQuery: _hash, ...others } = extensions;
  return { ...rest, extensions: others };
}

function withoutPrefix(id: string): string {
  return id.startsWith(HASH_PREFIX) ? id.slice(HASH_PREFIX.length) : id;
}

function checked(id: unknown, name: string): string {
  if (typeof id === 'string' && id !== '' && id.length <= LONGEST_ID) return id;
  throw bad(`${name} must be a string of 1 to ${LONGEST_ID} characters.`);
}

function bad(message: string): GatewayError {
  return new GatewayError('BAD_REQUEST', message);
}
