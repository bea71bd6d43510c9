import { type OperationDefinitionNode, type ValueNode, valueFromASTUntyped } from 'graphql';
import { type CostModel, type InputCost, saturated } from './cost-model.ts';
import { weighValue } from './weigh-value.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** Where a value of the request decides what an operation costs. NaN: there is none. */
export type ReadInput = (variables: Variables) => number;

/** The values of a request that decide what an operation costs, each once, by its index. */
export interface CostInputs {
  readonly reads: readonly ReadInput[];
  /** How many items a variable asks for. */
  size(variable: string): number;
  /** Whether a variable is true: 1 or 0. */
  condition(variable: string): number;
  /** What the value of a variable weighs as an argument. */
  weight(variable: string, input: InputCost): number;
}

export function createCostInputs(
  { variableDefinitions = [] }: OperationDefinitionNode,
  model: CostModel,
): CostInputs {
  const defaults = new Map(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue as ValueNode),
    ]),
  );
  const reads: ReadInput[] = [];
  const indexes = new Map<string, number>();
  return {
    reads,
    size: (variable) => input(`size ${variable}`, variable, sizeOf),
    condition: (variable) => input(`condition ${variable}`, variable, truthOf),
    weight: (variable, cost) =>
      input(`weight ${cost.type} ${cost.weight} ${variable}`, variable, (value) =>
        weighValue(value, cost, model),
      ),
  };

  function input(key: string, variable: string, read: (value: unknown) => number): number {
    const known = indexes.get(key);
    if (known !== undefined) return known;
    const byDefault = defaults.get(variable);
    reads.push((variables) =>
      read(Object.hasOwn(variables, variable) ? variables[variable] : byDefault),
    );
    indexes.set(key, reads.length - 1);
    return reads.length - 1;
  }
}

/** What is not a number is refused later. */
function sizeOf(value: unknown): number {
  return typeof value === 'number' ? saturated(Math.max(value, 0)) : Number.NaN;
}

function truthOf(value: unknown): number {
  return typeof value === 'boolean' ? Number(value) : Number.NaN;
}
