import { createHash } from 'node:crypto';
import { GatewayError } from '../../errors/gateway-error.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { GraphqlRequest } from '../graphql-request.ts';
import { operationIdOf, withoutOperationId } from './operation-id.ts';
import type { QueryStore } from './query-store.ts';
import type { Safelist } from './safelist.ts';

const HASH = /^[0-9a-f]{64}$/;

/** Where something can be left to be done once an operation was found good. */
interface Planning {
  whenPlanned: (() => void) | undefined;
}

/**
 * Makes the stage that puts an operation's text where a request has only its id: from the manifest, or from
 * what clients sent before (Apollo's automatic persisted queries). A text that comes with its hash is kept
 * once it has been validated and planned, not before. Throws GatewayError: PERSISTED_QUERY_NOT_FOUND when
 * the client is to send the text, PERSISTED_QUERY_NOT_IN_LIST when that would not help,
 * PERSISTED_QUERY_ID_REQUIRED when it must not, PERSISTED_QUERY_NOT_SUPPORTED when there are no ids here.
 */
export function createResolveOperation(options: {
  /** Null: operations are not persisted automatically. */
  store: QueryStore | null;
  /** Gives null when there is no manifest. */
  safelist: () => Safelist | null;
  /** Whether operations are taken by ids of the manifest only. */
  requireId: boolean;
  metrics: Pick<Metrics, 'persistedOperation'>;
}): (request: GraphqlRequest, context: Planning) => GraphqlRequest | Promise<GraphqlRequest> {
  const { store, safelist, requireId, metrics } = options;

  return (request, context) => {
    const { query } = request;
    if (requireId && query !== undefined) throw idRequired();
    const id = operationIdOf(request);
    if (id === null) return request;
    const rest = withoutOperationId(request);
    if (query === undefined) return resolve(id, rest);
    register(id, query, context);
    return rest;
  };

  function resolve(id: string, rest: GraphqlRequest): GraphqlRequest | Promise<GraphqlRequest> {
    const listed = safelist()?.find(id) ?? null;
    if (listed !== null) return found(listed, rest);
    if (store === null || requireId) throw neverFound();
    const kept = HASH.test(id) ? store.find(id) : null;
    return kept instanceof Promise ? kept.then((text) => found(text, rest)) : found(kept, rest);
  }

  function found(query: string | null, rest: GraphqlRequest): GraphqlRequest {
    metrics.persistedOperation(query === null ? 'not-found' : 'found');
    if (query !== null) return { ...rest, query };
    throw new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  }

  function register(id: string, query: string, context: Planning): void {
    if (safelist()?.find(id) === query) return;
    if (createHash('sha256').update(query).digest('hex') !== id) {
      throw new GatewayError('BAD_REQUEST', 'provided sha does not match query');
    }
    if (store === null) return;
    context.whenPlanned = () => {
      store.keep(id, query);
      metrics.persistedOperation('kept');
    };
  }

  function neverFound(): GatewayError {
    if (safelist() === null) {
      return new GatewayError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
    }
    metrics.persistedOperation('not-in-list');
    return new GatewayError(
      'PERSISTED_QUERY_NOT_IN_LIST',
      'The operation asked for by its id is not on the list of persisted operations.',
    );
  }

  function idRequired(): GatewayError {
    metrics.persistedOperation('id-required');
    return new GatewayError(
      'PERSISTED_QUERY_ID_REQUIRED',
      'Operations are asked for by their ids here: send the id, without `query`.',
    );
  }
}
