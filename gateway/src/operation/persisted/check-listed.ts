import { createHash } from 'node:crypto';
import { GatewayError } from '../../errors/gateway-error.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { GraphqlRequest } from '../graphql-request.ts';
import type { Safelist } from './safelist.ts';

/** How often the log tells of one operation, and of how many it tells in that time. */
const TOLD_MS = 60_000;
const MOST_TOLD = 100;

interface Log {
  warn(fields: Record<string, unknown>, message: string): void;
}

/**
 * Makes the stage that holds operations to the list. It stands behind the limits, since it parses what it has
 * not seen before. `log` tells of what is not on the list; `enforce` refuses it: throws GatewayError
 * PERSISTED_QUERY_NOT_IN_LIST.
 */
export function createCheckListed(options: {
  safelist: () => Safelist;
  mode: 'log' | 'enforce';
  metrics: Pick<Metrics, 'persistedOperation'>;
}): (request: GraphqlRequest, context: { logger: Log }) => GraphqlRequest {
  const { safelist, mode, metrics } = options;
  const tell = createTeller();

  return (request, { logger }) => {
    const { query, operationName } = request;
    if (query === undefined || safelist().includes(query)) return request;
    metrics.persistedOperation('not-in-list');
    if (mode === 'enforce') throw notInList();
    tell({ query, operationName }, logger);
    return request;
  };
}

function notInList(): GatewayError {
  return new GatewayError(
    'PERSISTED_QUERY_NOT_IN_LIST',
    'The operation is not on the list of persisted operations, and no other is answered here.',
  );
}

/** However many operations there are, the log grows no faster than this. */
function createTeller() {
  const told = new Set<string>();
  let since = Number.NEGATIVE_INFINITY;
  return (
    { query, operationName }: { query: string; operationName: string | undefined },
    logger: Log,
  ): void => {
    const now = performance.now();
    if (now - since > TOLD_MS) {
      told.clear();
      since = now;
    }
    if (told.size >= MOST_TOLD) return;
    const sha256 = createHash('sha256').update(query).digest('hex');
    if (told.has(sha256)) return;
    told.add(sha256);
    logger.warn(
      { operationName, sha256 },
      'an operation is not on the list of persisted operations',
    );
  };
}
