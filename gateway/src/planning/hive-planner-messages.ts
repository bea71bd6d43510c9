import type { QueryPlan } from '@graphql-hive/router-query-planner';

/** What the gateway asks of the process that plans. */
export type PlannerRequest =
  | { readonly kind: 'load'; readonly supergraphSdl: string }
  | {
      readonly kind: 'plan';
      readonly id: number;
      readonly operation: string;
      readonly overridePercentage: number;
    }
  | { readonly kind: 'cancel'; readonly id: number };

/** What it answers. */
export type PlannerReply =
  | { readonly kind: 'ready' }
  /** There is no binary for this platform, or it cannot read the supergraph. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'planned'; readonly id: number; readonly plan: QueryPlan }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
