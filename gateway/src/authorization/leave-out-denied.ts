import {
  type DocumentNode,
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../operation/fragments-of.ts';
import { MOST_FIELDS, tooComplex } from '../planning/too-complex.ts';
import type { Denials } from './denials.ts';
import { objectTypesOf } from './object-types-of.ts';

/** A field as it is asked of one of the types of an abstract one, where these differ in what it returns. */
export interface TypedField extends FieldNode {
  readonly returns?: string;
}

export interface AllowedPart {
  /** What may be asked of subgraphs; null when nothing is left. */
  readonly document: DocumentNode | null;
  /** What is not in it: `User.email`, or the type whose objects may turn up. */
  readonly denied: readonly string[];
  /** How a field of the operation is asked of objects of a type. */
  askedOf(typename: string, field: FieldNode): TypedField;
}

/** Where a selection set stands. */
interface Scope {
  /** The type by which the operation was validated here. */
  readonly parent: GraphQLCompositeType;
  /** The types that objects can have here. */
  readonly members: readonly GraphQLObjectType[];
  /** Whether the schema alone tells the type of an object: the type it is declared with is no abstract one. */
  readonly isTypeKnown: boolean;
}

interface Judgement {
  /** For any of the types that objects can have. */
  readonly isDenied: boolean;
  /**
   * Whether these return different types, as they may where they refine what an interface says. Asked of each
   * apart, such fields need names of their own (GraphQL spec §5.3.2), in each place where one of them stands.
   */
  readonly isTyped: boolean;
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The part of an operation that a caller may ask for. A field that is denied for some of the types which an
 * object can have is asked for in a fragment on each of the others. Fragments are written out: what is denied
 * in one depends on where it is spread. `document` holds one operation; throws OPERATION_TOO_COMPLEX.
 */
export function leaveOutDenied(
  document: DocumentNode,
  { schema, denials }: { schema: GraphQLSchema; denials: Denials },
): AllowedPart {
  const fragments = fragmentsOf(document);
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const denied = new Set<string>();
  const typed = new Set<FieldNode>();
  const judged = new Map<string, Judgement>();
  let fieldsLeft = MOST_FIELDS;

  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const selectionSet = allow(operation.selectionSet, scopeOf(root, root));
  const isEmpty = selectionSet.selections.length === 0;
  return {
    document: isEmpty
      ? null
      : { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }] },
    denied: [...denied],
    askedOf: (typename, field) => (typed.has(field) ? asTyped(field, typename) : field),
  };

  /** Of objects declared with `type`; the operation may know of them by a wider one. */
  function scopeOf(parent: GraphQLCompositeType, type: GraphQLCompositeType): Scope {
    return { parent, members: objectTypesOf(schema, type), isTypeKnown: isObjectType(type) };
  }

  function allow(selectionSet: SelectionSetNode, scope: Scope): SelectionSetNode {
    const byMember = new Map<GraphQLObjectType, FieldNode[]>();
    let dropsFragment = false;
    const selections = selectionSet.selections.flatMap((selection): readonly SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return allowField(selection, scope, byMember);
      const fragment = allowFragment(selection, scope);
      dropsFragment ||= fragment === null;
      return fragment === null ? [] : [fragment];
    });
    for (const [{ name }, fields] of byMember) selections.push(fragmentOn(name, fields));
    // Which fields are denied depends on the type, and no fragment may be left that has it asked for.
    if (dropsFragment && !scope.isTypeKnown) selections.unshift(TYPENAME);
    return { ...selectionSet, selections };
  }

  /** The field, if objects of all types have it; for some of them it goes to `byMember`. */
  function allowField(
    field: FieldNode,
    { parent, members }: Scope,
    byMember: Map<GraphQLObjectType, FieldNode[]>,
  ): readonly FieldNode[] {
    const name = field.name.value;
    if (name === '__typename') return [field];
    const { isDenied, isTyped } = judge(parent, name);
    const allowed = isDenied ? members.filter((it) => !notesDenied(it.name, name)) : members;
    if (isTyped) typed.add(field);
    else if (allowed.length === members.length) return [withAllowed(field, parent, parent)];
    for (const member of allowed) {
      const fields = byMember.get(member) ?? [];
      byMember.set(member, fields);
      const asked = isTyped ? asTyped(field, member.name) : field;
      fields.push(withAllowed(asked, parent, member));
    }
    return [];
  }

  /** PERF: once for each field of a type, however often it is asked for: an interface may have many types. */
  function judge(parent: GraphQLCompositeType, fieldName: string): Judgement {
    const coordinate = `${parent.name}.${fieldName}`;
    const known = judged.get(coordinate);
    if (known !== undefined) return known;
    const types = objectTypesOf(schema, parent);
    const isDenied = types.some(({ name }) => isDeniedOf(name, fieldName));
    const returned = types.map((type) => String(type.getFields()[fieldName]?.type));
    const judgement = { isDenied, isTyped: isDenied && new Set(returned).size > 1 };
    judged.set(coordinate, judgement);
    return judgement;
  }

  function asTyped(field: FieldNode, typename: string): TypedField {
    const definition = fieldOf(schema.getType(typename), field);
    return { ...field, returns: String(definition?.type) };
  }

  function isDeniedOf(typename: string, fieldName: string): boolean {
    return denials.deniesType(typename) || denials.deniesField(typename, fieldName);
  }

  function notesDenied(typename: string, fieldName: string): boolean {
    if (!isDeniedOf(typename, fieldName)) return false;
    denied.add(denials.deniesType(typename) ? typename : `${typename}.${fieldName}`);
    return true;
  }

  function withAllowed(
    field: FieldNode,
    parent: GraphQLCompositeType,
    owner: GraphQLCompositeType,
  ): FieldNode {
    fieldsLeft -= 1;
    if (fieldsLeft < 0) throw tooComplex();
    const known = getNamedType(fieldOf(parent, field)?.type);
    const type = getNamedType(fieldOf(owner, field)?.type);
    if (!field.selectionSet || !isCompositeType(known) || !isCompositeType(type)) return field;
    const scope = scopeOf(known, type);
    if (denials.deniesType(type.name)) {
      for (const { name } of scope.members) if (denials.deniesType(name)) denied.add(name);
    }
    return { ...field, selectionSet: allow(field.selectionSet, scope) };
  }

  /** Null when nothing is left of it. */
  function allowFragment(
    selection: InlineFragmentNode | FragmentSpreadNode,
    scope: Scope,
  ): InlineFragmentNode | null {
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (fragment === undefined) return null;
    const { typeCondition } = fragment;
    const condition = typeCondition && schema.getType(typeCondition.name.value);
    const parent = isCompositeType(condition) ? condition : scope.parent;
    const own = new Set(objectTypesOf(schema, parent));
    const members = scope.members.filter((member) => own.has(member));
    if (members.length === 0) return null;
    const selectionSet = allow(fragment.selectionSet, { ...scope, parent, members });
    if (selectionSet.selections.length === 0) return null;
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(typeCondition !== undefined && { typeCondition }),
      ...(selection.directives !== undefined && { directives: selection.directives }),
      selectionSet,
    };
  }
}

function fieldOf(type: GraphQLNamedType | undefined, { name }: FieldNode) {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
}

function fragmentOn(typename: string, selections: readonly FieldNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typename } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
