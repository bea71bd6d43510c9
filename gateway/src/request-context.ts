import type { Logger, Principal } from '@causeway/subgraph-kit/service';
import type { CacheNotes } from './caching/cache-notes.ts';
import type { RateAccount } from './rate-limit/rate-limiter.ts';
import type { RequestTrace } from './telemetry/request-trace.ts';

/** How a response is sent. */
export interface ResponseForm {
  readonly mediaType: string;
  /** The status when the operation is not well-formed, or not valid. */
  readonly requestErrorStatus: 200 | 400;
}

/** What the rooms know of the request they work for. Made at the edge, after authentication, for each operation. */
export interface GatewayContext {
  readonly principal: Principal;
  readonly requestId: string;
  /** The client's W3C trace context, if it sent one. */
  readonly traceparent: string | undefined;
  readonly logger: Logger;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** How the answer is sent, by what the client accepts. */
  readonly form: ResponseForm;
  /** When the client is to be answered by, as performance.now() tells the time. */
  readonly deadlineAtMs: number;
  /** Headers as the client sent them, for header rules; what claims an identity is gone already. */
  readonly clientHeaders: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Whether the client asked for the developer view and may have it. */
  readonly showsPlan: boolean;
  readonly trace: RequestTrace;
  readonly cache: CacheNotes;
  /** By what the request is counted; null where nothing is. */
  readonly rates: RateAccount | null;
  /** What is to be done when the answer has been sent, or the client has gone. */
  readonly afterwards: (() => void)[];
  /** What is to be done once this one operation was found valid, and can be planned. */
  whenPlanned: (() => void) | undefined;
}
