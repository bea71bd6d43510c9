import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** One step down a selection set: into a field, or into what only one type of a union has. */
export type Step = { kind: 'field'; name: string } | { kind: 'type'; name: string };

/** A selection that can be stepped into; fragment spreads are left to the editor. */
export type StepNode = FieldNode | InlineFragmentNode;

/** @returns the selection at the end of the path, or null; aliases do not matter. */
export function findSelection(
  selectionSet: SelectionSetNode | undefined,
  path: readonly Step[],
): StepNode | null {
  const [step, ...rest] = path;
  const node = step && selectionSet?.selections.find((candidate) => isAt(candidate, step));
  if (!node || node.kind === Kind.FRAGMENT_SPREAD) return null;
  return rest.length === 0 ? node : findSelection(node.selectionSet, rest);
}

/** Where an edit happens: a path below a type of a schema. */
export interface EditPlace {
  schema: GraphQLSchema;
  parentType: GraphQLNamedType;
  path: readonly Step[];
}

/**
 * Selects what the path leads to, with everything above it. Required arguments become variables of
 * their names; an object gets its `id` or its first leaf, since it cannot stand without a selection.
 */
export function addSelection(
  selectionSet: SelectionSetNode | undefined,
  place: EditPlace,
): SelectionSetNode | undefined {
  return changeSelection(
    selectionSet,
    place,
    (existing, type) => existing && withLeaf(existing, type),
  );
}

/** Takes the selection away, and whatever above it has no other selection left. */
export function removeSelection(
  selectionSet: SelectionSetNode | undefined,
  place: EditPlace,
): SelectionSetNode | undefined {
  return changeSelection(selectionSet, place, () => null);
}

/** Sets an argument of the field at the path; null takes it away. */
export function setArgument(
  selectionSet: SelectionSetNode | undefined,
  place: EditPlace,
  { name, value }: { name: string; value: ArgumentNode['value'] | null },
): SelectionSetNode | undefined {
  return changeSelection(selectionSet, place, (existing, type) => {
    if (existing?.kind !== Kind.FIELD) return existing;
    const others = (existing.arguments ?? []).filter((argument) => argument.name.value !== name);
    const own = value ? [argumentOf(name, value)] : [];
    return withLeaf({ ...existing, arguments: [...others, ...own] }, type);
  });
}

const noSelections: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };

type Change = (node: StepNode | null, type: GraphQLNamedType) => StepNode | null;

/** Rebuilds the way to the path's end and changes what is there. Nothing is changed in place. */
function changeSelection(
  selectionSet: SelectionSetNode | undefined,
  { schema, parentType, path }: EditPlace,
  change: Change,
): SelectionSetNode | undefined {
  const [step, ...rest] = path;
  const type = step && typeAfter(schema, parentType, step);
  if (!step || !type) return selectionSet;
  const existing = findSelection(selectionSet, [step]) ?? createNode(parentType, step);
  const changed =
    rest.length === 0
      ? change(existing, type)
      : withChildren(
          existing,
          changeSelection(existing.selectionSet, { schema, parentType: type, path: rest }, change),
        );
  return replaceAt(selectionSet, step, changed);
}

/** The node with these children, or null: an object without children is no selection. */
function withChildren(node: StepNode, selectionSet: SelectionSetNode | undefined): StepNode | null {
  return selectionSet ? { ...node, selectionSet } : null;
}

function replaceAt(
  selectionSet: SelectionSetNode | undefined,
  step: Step,
  node: StepNode | null,
): SelectionSetNode | undefined {
  const before: readonly SelectionNode[] = selectionSet?.selections ?? [];
  const index = before.findIndex((candidate) => isAt(candidate, step));
  const kept = index === -1 ? before.length : index;
  const selections = [...before.slice(0, kept), ...(node ? [node] : []), ...before.slice(kept + 1)];
  return selections.length > 0 ? { kind: Kind.SELECTION_SET, selections } : undefined;
}

function isAt(node: SelectionNode, step: Step): boolean {
  return step.kind === 'field'
    ? node.kind === Kind.FIELD && node.name.value === step.name
    : node.kind === Kind.INLINE_FRAGMENT && node.typeCondition?.name.value === step.name;
}

function typeAfter(
  schema: GraphQLSchema,
  parentType: GraphQLNamedType,
  step: Step,
): GraphQLNamedType | null {
  if (step.kind === 'type') return schema.getType(step.name) ?? null;
  const field = fieldsOf(parentType)[step.name];
  return field ? getNamedType(field.type) : null;
}

function createNode(parentType: GraphQLNamedType, step: Step): StepNode {
  const name = { kind: Kind.NAME, value: step.name } as const;
  if (step.kind === 'type') {
    const typeCondition = { kind: Kind.NAMED_TYPE, name } as const;
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: noSelections };
  }
  const required = fieldsOf(parentType)[step.name]?.args.filter(isRequiredArgument) ?? [];
  return {
    kind: Kind.FIELD,
    name,
    arguments: required.map((argument) => argumentOf(argument.name, variableOf(argument.name))),
  };
}

/** The node itself when it is a leaf or has children, otherwise with one child. */
function withLeaf(node: StepNode, type: GraphQLNamedType): StepNode {
  if (!isCompositeType(type) || node.selectionSet?.selections.length) return node;
  return { ...node, selectionSet: leafOf(type) };
}

function leafOf(type: GraphQLNamedType): SelectionSetNode {
  const fields = Object.values(fieldsOf(type));
  const leaves = fields.filter(
    (field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
  );
  const leaf = leaves.find((field) => field.name === 'id') ?? leaves[0];
  const name = { kind: Kind.NAME, value: leaf?.name ?? '__typename' } as const;
  return { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.FIELD, name }] };
}

function fieldsOf(type: GraphQLNamedType) {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
}

function argumentOf(name: string, value: ArgumentNode['value']): ArgumentNode {
  return { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value };
}

function variableOf(name: string): ArgumentNode['value'] {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
}
