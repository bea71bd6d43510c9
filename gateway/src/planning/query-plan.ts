/**
 * How an operation is answered from subgraphs, whichever planner made it: plain frozen data, without
 * a word about how it is executed. Paths and names are those of the response. There are no conditions:
 * an operation is planned for one setting of them.
 */
export interface QueryPlan {
  readonly kind: 'QueryPlan';
  /** Null when no subgraph is needed. */
  readonly node: PlanNode | null;
}

export type PlanNode = SequenceNode | ParallelNode | FetchNode;

/** Each node needs what the ones before it brought. */
export interface SequenceNode {
  readonly kind: 'Sequence';
  readonly nodes: readonly PlanNode[];
}

export interface ParallelNode {
  readonly kind: 'Parallel';
  readonly nodes: readonly PlanNode[];
}

/** One request to one subgraph. */
export interface FetchNode {
  readonly kind: 'Fetch';
  readonly subgraph: string;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  readonly operationName: string | undefined;
  /** The document to send. */
  readonly document: string;
  /** The client's variables that the document uses. */
  readonly variables: readonly string[];
  /** Empty when root fields are fetched. Several when one request asks for entities of several places. */
  readonly entities: readonly EntityRequest[];
  /** Applied to the data of a root fetch before it is merged. */
  readonly outputRewrites: readonly Rewrite[];
}

/** The entities that one `_entities` field asks for. */
export interface EntityRequest {
  /** The response name of the `_entities` field. */
  readonly responseName: string;
  /** The variable that takes the representations. */
  readonly variable: string;
  /** Where in the response the entities are. */
  readonly paths: readonly PlanPath[];
  /** What a representation consists of. */
  readonly requires: readonly RequiredSelection[];
  /** Applied to each representation before it is sent. */
  readonly inputRewrites: readonly Rewrite[];
  /** Applied to each entity before it is merged. */
  readonly outputRewrites: readonly Rewrite[];
  /** Variables that are filled from the objects around an entity (`@fromContext`), if there are any. */
  readonly contextArguments?: readonly ContextArgument[];
}

export interface ContextArgument {
  readonly variable: string;
  /** How many objects further out the value is. */
  readonly up: number;
  /** From there on. */
  readonly path: PlanPath;
}

export type PlanPath = readonly PathSegment[];

export type PathSegment =
  | { readonly kind: 'Field'; readonly name: string }
  /** Into the items of a list. Lists are entered without it too: it is for people to read. */
  | { readonly kind: 'List' }
  /** Only objects of one of these types, abstract ones among them. */
  | { readonly kind: 'TypeCondition'; readonly types: readonly string[] };

export type RequiredSelection =
  | {
      readonly kind: 'Field';
      /** Its name in the data. */
      readonly name: string;
      /** Its name in the representation. */
      readonly sendAs: string;
      readonly selections: readonly RequiredSelection[];
    }
  | {
      readonly kind: 'InlineFragment';
      readonly typeCondition: string | undefined;
      readonly selections: readonly RequiredSelection[];
    };

/** A change of data at a path whose last segment is a field. */
export type Rewrite =
  | { readonly kind: 'SetValue'; readonly path: PlanPath; readonly value: unknown }
  | { readonly kind: 'RenameKey'; readonly path: PlanPath; readonly to: string };
