import type { Principal } from '../identity/principal.ts';
import type { Logger } from '../logging/create-logger.ts';

/**
 * What every resolver knows of the request it works for; a service adds its loaders and domains. Who calls
 * a subgraph is a user or nobody; a service of another kind has callers of another kind.
 */
export interface RequestContext<P = Principal> {
  readonly principal: P;
  readonly requestId: string;
  /** Writes the request id, and the trace id if there is one, with every line. */
  readonly logger: Logger;
  /** Aborted when the caller goes away before the response is written. */
  readonly signal: AbortSignal;
}
