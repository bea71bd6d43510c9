import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { fragmentsOf } from './fragments-of.ts';

type Variables = Readonly<Record<string, unknown>>;

/** A variable that `@skip` or `@include` depends on. */
export interface Condition {
  readonly variable: string;
  readonly byDefault: boolean;
}

/** What the conditions of an operation come to in one request, by variable. */
export type SettledConditions = ReadonlyMap<string, boolean>;

/** The variables of an operation that decide what it asks for. */
export function conditionsOf(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): readonly Condition[] {
  const used = new Set<string>();
  visit(document, {
    Directive(directive) {
      const value = isCondition(directive) ? directive.arguments?.[0]?.value : undefined;
      if (value?.kind === Kind.VARIABLE) used.add(value.name.value);
    },
  });
  return variableDefinitions.flatMap(({ variable: { name }, defaultValue }) =>
    used.has(name.value)
      ? [
          {
            variable: name.value,
            byDefault: defaultValue?.kind === Kind.BOOLEAN && defaultValue.value,
          },
        ]
      : [],
  );
}

/** Reads the values of conditions. What is no Boolean is false here, and a fault where it is coerced. */
export function readConditions(
  conditions: readonly Condition[],
  variables: Variables = {},
): SettledConditions {
  return new Map(
    conditions.map(({ variable, byDefault }) => [
      variable,
      Object.hasOwn(variables, variable) ? variables[variable] === true : byDefault,
    ]),
  );
}

/**
 * One operation of a document without its conditions: what `@skip` and `@include` leave out is gone, and
 * so are the fragments that it does not use. Each setting of the conditions is planned as an operation of
 * its own, since planners go wrong where a field that is left out requires others, and ask subgraphs for
 * nothing at times. A field may be left with nothing selected: it is still an object, or null.
 */
export function settleConditions(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: SettledConditions,
): DocumentNode {
  const fragments = fragmentsOf(document);
  const settled = new Map<string, FragmentDefinitionNode>();
  const selectionSet = settleAll(operation.selectionSet);
  const used = [...settled.values()].filter((fragment) => !isEmpty(fragment.selectionSet));
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }, ...used] };

  function settleAll(selectionSet: SelectionSetNode): SelectionSetNode {
    return { ...selectionSet, selections: selectionSet.selections.flatMap(settle) };
  }

  function settle(selection: SelectionNode): SelectionNode | [] {
    const { directives = [] } = selection;
    if (!directives.every(holds)) return [];
    const others = { directives: directives.filter((directive) => !isCondition(directive)) };
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = settledFragment(selection.name.value);
      return fragment && !isEmpty(fragment.selectionSet) ? { ...selection, ...others } : [];
    }
    if (selection.selectionSet === undefined) return { ...selection, ...others };
    const below = settleAll(selection.selectionSet);
    return selection.kind === Kind.INLINE_FRAGMENT && isEmpty(below)
      ? []
      : { ...selection, ...others, selectionSet: below };
  }

  function settledFragment(name: string): FragmentDefinitionNode | undefined {
    const known = settled.get(name);
    const fragment = fragments.get(name);
    if (known !== undefined || fragment === undefined) return known;
    const made = { ...fragment, selectionSet: settleAll(fragment.selectionSet) };
    settled.set(name, made);
    return made;
  }

  /** GraphQL spec §3.13.1 and §3.13.2: a selection must pass both. */
  function holds(directive: DirectiveNode): boolean {
    if (!isCondition(directive)) return true;
    const value = directive.arguments?.[0]?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? conditions.get(value.name.value) === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return isTrue === (directive.name.value === 'include');
  }
}

function isCondition({ name }: DirectiveNode | ConstDirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

function isEmpty({ selections }: SelectionSetNode): boolean {
  return selections.length === 0;
}
