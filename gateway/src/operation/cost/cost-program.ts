import type { ReadInput } from './cost-inputs.ts';
import type { FieldCost, ListSize } from './cost-model.ts';

/** An operation, reduced to what decides what it costs; made once, evaluated for each request. */
export interface CostProgram {
  readonly root: CostedSelections;
  /** Each before those that it spreads. */
  readonly fragments: readonly CostedSelections[];
  readonly inputs: readonly ReadInput[];
}

export interface CostedSelections {
  readonly fields: readonly CostedField[];
  /** Inline fragments that depend on a variable; others are part of what they stand in. */
  readonly groups: readonly { readonly conditions: Conditions; readonly below: CostedSelections }[];
  readonly spreads: readonly { readonly conditions: Conditions; readonly fragment: number }[];
}

export interface CostedField {
  readonly name: string;
  readonly cost: FieldCost;
  readonly conditions: Conditions;
  readonly size: CostedSize | null;
  readonly argumentWeight: number;
  /** The inputs that weigh more arguments. */
  readonly argumentInputs: readonly number[];
  readonly below: CostedSelections | null;
}

/** How many items a field is asked for, by the arguments that it is given. */
export interface CostedSize {
  /** As an error names the field. */
  readonly field: string;
  readonly rule: ListSize;
  readonly written: readonly number[];
  readonly inputs: readonly number[];
}

/** The inputs that must be true, or not, for a selection to be made. */
export type Conditions = readonly { readonly input: number; readonly wanted: 0 | 1 }[];
