import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { orderFragments } from '../limits/order-fragments.ts';
import { type CostInputs, createCostInputs } from './cost-inputs.ts';
import { type CostModel, type FieldCost, type InputCost, saturated } from './cost-model.ts';
import type {
  Conditions,
  CostedField,
  CostedSelections,
  CostedSize,
  CostProgram,
} from './cost-program.ts';

/** Reduces an operation of a valid document to what decides what it costs, each fragment once. */
export function compileCost(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  model: CostModel,
): CostProgram {
  const inputs = createCostInputs(operation, model);
  const fragments = orderFragments(document).inOrder.toReversed();
  const indexes = new Map(fragments.map(({ name }, index) => [name.value, index]));
  const compile = createCompiler({ model, inputs, indexes });
  return {
    root: compile(operation.selectionSet, model.rootTypes[operation.operation] ?? ''),
    fragments: fragments.map(({ selectionSet, typeCondition }) =>
      compile(selectionSet, typeCondition.name.value),
    ),
    inputs: inputs.reads,
  };
}

interface MutableSelections extends CostedSelections {
  readonly fields: CostedField[];
  readonly groups: CostedSelections['groups'][number][];
  readonly spreads: CostedSelections['spreads'][number][];
}

function createCompiler(options: {
  model: CostModel;
  inputs: CostInputs;
  indexes: ReadonlyMap<string, number>;
}): (selectionSet: SelectionSetNode, type: string) => CostedSelections {
  const { model, inputs, indexes } = options;
  return compile;

  function compile(selectionSet: SelectionSetNode, type: string): CostedSelections {
    const into: MutableSelections = { fields: [], groups: [], spreads: [] };
    addAll(selectionSet, type, into);
    return into;
  }

  function addAll({ selections }: SelectionSetNode, type: string, into: MutableSelections): void {
    for (const selection of selections) {
      const conditions = conditionsOf(selection, inputs);
      if (conditions !== null) add(selection, { type, conditions, into });
    }
  }

  function add(
    selection: SelectionNode,
    { type, conditions, into }: { type: string; conditions: Conditions; into: MutableSelections },
  ): void {
    switch (selection.kind) {
      case Kind.FIELD: {
        const cost = model.fields.get(type)?.get(selection.name.value);
        // What the gateway answers itself costs nothing.
        if (cost !== undefined) into.fields.push(fieldOf(selection, { type, cost, conditions }));
        return;
      }
      case Kind.INLINE_FRAGMENT: {
        const inner = selection.typeCondition?.name.value ?? type;
        if (conditions.length === 0) addAll(selection.selectionSet, inner, into);
        else into.groups.push({ conditions, below: compile(selection.selectionSet, inner) });
        return;
      }
      case Kind.FRAGMENT_SPREAD: {
        const fragment = indexes.get(selection.name.value);
        if (fragment !== undefined) into.spreads.push({ conditions, fragment });
      }
    }
  }

  function fieldOf(
    { name: { value: name }, arguments: given = [], selectionSet }: FieldNode,
    { type, cost, conditions }: { type: string; cost: FieldCost; conditions: Conditions },
  ): CostedField {
    const size = sizeOf(given, { field: `${type}.${name}`, cost, inputs });
    const below = selectionSet === undefined ? null : compile(selectionSet, cost.type);
    const { weight: argumentWeight, inputs: argumentInputs } = weighArguments(given, cost);
    return { name, cost, conditions, size, argumentWeight, argumentInputs, below };
  }

  /** What is written weighs the same in every request; what variables hold is weighed in each. */
  function weighArguments(given: readonly ArgumentNode[], { arguments: known }: FieldCost) {
    let weight = 0;
    const weighing = new Set<number>();
    const waiting: [value: ValueNode, input: InputCost | undefined][] = given.map(
      ({ name, value }) => [value, known.get(name.value)],
    );
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [value, input] = next;
      if (input === undefined || value.kind === Kind.NULL) continue;
      if (value.kind === Kind.LIST) {
        for (const item of value.values) waiting.push([item, input]);
      } else if (value.kind === Kind.VARIABLE) {
        if (mayWeigh(input)) weighing.add(inputs.weight(value.name.value, input));
      } else {
        weight += input.weight;
        const fields = model.inputFields.get(input.type);
        if (value.kind !== Kind.OBJECT || fields === undefined) continue;
        for (const field of value.fields) waiting.push([field.value, fields.get(field.name.value)]);
      }
    }
    return { weight: saturated(weight), inputs: [...weighing] };
  }

  function mayWeigh({ type, weight }: InputCost): boolean {
    return weight > 0 || model.inputFields.has(type);
  }
}

function sizeOf(
  given: readonly ArgumentNode[],
  { field, cost, inputs }: { field: string; cost: FieldCost; inputs: CostInputs },
): CostedSize | null {
  const rule = cost.listSize;
  if (rule === null) return null;
  const slicing = given.filter(({ name }) => rule.slicing.has(name.value));
  const values = slicing.map(({ value }) => value);
  return {
    field,
    rule,
    written: values
      .filter((value) => value.kind === Kind.INT)
      .map(({ value }) => Math.max(Number(value), 0)),
    inputs: values
      .filter((value) => value.kind === Kind.VARIABLE)
      .map(({ name }) => inputs.size(name.value)),
  };
}

/** Null when the selection is never made. GraphQL spec §3.13.1 and §3.13.2. */
function conditionsOf({ directives = [] }: SelectionNode, inputs: CostInputs): Conditions | null {
  const conditions: { input: number; wanted: 0 | 1 }[] = [];
  for (const directive of directives) {
    const wanted = wantedBy(directive);
    const value = wanted === null ? undefined : directive.arguments?.[0]?.value;
    if (wanted === null || value === undefined) continue;
    if (value.kind === Kind.BOOLEAN && Number(value.value) !== wanted) return null;
    if (value.kind === Kind.VARIABLE) {
      conditions.push({ input: inputs.condition(value.name.value), wanted });
    }
  }
  return conditions;
}

function wantedBy({ name }: DirectiveNode): 0 | 1 | null {
  if (name.value === 'include') return 1;
  return name.value === 'skip' ? 0 : null;
}
