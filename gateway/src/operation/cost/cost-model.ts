import type { OperationTypeNode } from 'graphql';

/** What a supergraph says that its fields cost: IBM's GraphQL Cost Directive Specification, as federation has it. */
export interface CostModel {
  readonly subgraphs: readonly string[];
  /** The types of root fields, by the kind of operation. */
  readonly rootTypes: Readonly<Partial<Record<`${OperationTypeNode}`, string>>>;
  /** By the type that has the field, and its name. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, FieldCost>>;
  /** The fields of input objects, likewise. */
  readonly inputFields: ReadonlyMap<string, ReadonlyMap<string, InputCost>>;
}

export interface FieldCost {
  /** The type of what it brings, without lists and nulls. */
  readonly type: string;
  readonly isList: boolean;
  /** Of each call, whatever it brings. */
  readonly callWeight: number;
  /** Of each item that it brings, without what is selected of it. */
  readonly itemWeight: number;
  readonly listSize: ListSize | null;
  readonly arguments: ReadonlyMap<string, InputCost>;
  /** The subgraphs that may be asked for it, as indexes: it counts for each. */
  readonly owners: readonly number[];
}

/** `@listSize`. */
export interface ListSize {
  readonly assumedSize: number | null;
  /** The arguments that say how many items are wanted, with their default values. */
  readonly slicing: ReadonlyMap<string, number | null>;
  /** The fields of what it brings that have so many items; if there are none, it has them itself. */
  readonly sizedFields: readonly string[];
  readonly requiresOneSlicingArgument: boolean;
}

/** An argument, or a field of an input object. */
export interface InputCost {
  readonly type: string;
  /** Of each value that is given, without those in it. */
  readonly weight: number;
}

/** What an operation is estimated to cost. Whole numbers up to `MOST_COST`, which stands for all beyond. */
export interface CostEstimate {
  readonly total: number;
  /** A subgraph's part; fields that several subgraphs have count for each. */
  readonly bySubgraph: ReadonlyMap<string, number>;
  /** A field that needs one of its slicing arguments, and is given none or several. */
  readonly unsliced: { readonly field: string; readonly slicing: readonly string[] } | null;
}

export const MOST_COST = Number.MAX_SAFE_INTEGER;

/** Costs grow to where they are beyond all limits, and never wrap. */
export function saturated(cost: number): number {
  return Math.min(cost, MOST_COST);
}
