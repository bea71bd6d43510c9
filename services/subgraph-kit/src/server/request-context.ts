import type { Principal } from '../identity/principal.ts';
import type { Logger } from '../logging/create-logger.ts';

/** What every resolver knows of the request it works for; a service adds its loaders and domains. */
export interface RequestContext {
  readonly principal: Principal;
  readonly requestId: string;
  /** Writes the request id, and the trace id if there is one, with every line. */
  readonly logger: Logger;
  /** Aborted when the caller goes away before the response is written. */
  readonly signal: AbortSignal;
}
