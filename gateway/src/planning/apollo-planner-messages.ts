import type { GatewayErrorCode } from '../errors/error-table.ts';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts';
import type { QueryPlan } from './query-plan.ts';

/** What the thread that plans is started with. */
export type ApolloPlannerStart = Pick<LoadedSupergraph, 'sdl' | 'overrideLabels'>;

/** What the gateway asks of it, once it is ready, and one at a time. */
export interface ApolloPlannerRequest {
  readonly operation: string;
  readonly overridePercentage: number;
}

/** What it answers. */
export type ApolloPlannerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'planned'; readonly plan: QueryPlan }
  | {
      readonly kind: 'failed';
      /** That of a GatewayError. */
      readonly code: GatewayErrorCode | undefined;
      readonly message: string;
      readonly stack: string | undefined;
    };
