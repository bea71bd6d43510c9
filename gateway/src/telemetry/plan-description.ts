/** A query plan for people to look at: plain JSON, whichever planner made it, and as a text. */
export interface PlanDescription {
  readonly plan: { readonly kind: 'QueryPlan'; readonly node: DescribedNode | null };
  readonly planText: string;
}

export type DescribedNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly DescribedNode[] }
  | {
      readonly kind: 'Flatten';
      readonly path: readonly (string | number)[];
      readonly node: DescribedNode;
    }
  | {
      readonly kind: 'Fetch';
      readonly serviceName: string;
      readonly operation: string;
      /** What an entity fetch sends of each entity. */
      readonly requires?: readonly DescribedRequirement[];
    };

export type DescribedRequirement =
  | {
      readonly kind: 'Field';
      readonly name: string;
      readonly alias?: string;
      readonly selections?: readonly DescribedRequirement[];
    }
  | {
      readonly kind: 'InlineFragment';
      readonly typeCondition?: string;
      readonly selections: readonly DescribedRequirement[];
    };
