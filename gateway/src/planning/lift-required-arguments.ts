import {
  type DefinitionNode,
  type FieldDefinitionNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type AddedFields, createAddedFields, type LiftedField } from './added-fields.ts';
import {
  hasFields,
  isJoinField,
  type TypeWithFields,
  textIn,
  typeIn,
  withText,
} from './supergraph-definitions.ts';

/** A supergraph without arguments in what its fields require, and what stands for them. */
export interface LiftedSupergraph {
  readonly supergraphSdl: string;
  /** The fields that were added, by name: each stands for a field with some arguments. */
  readonly fields: ReadonlyMap<string, LiftedField>;
  /** The added fields that a field requires, where it requires some; see `requirerOf`. */
  readonly requirements: ReadonlyMap<string, readonly LiftedRequirement[]>;
}

/** Paths from the entity on. */
export interface LiftedRequirement {
  /** Its place in the data, with the names of added fields. */
  readonly read: string;
  /** Its place in a representation. */
  readonly sent: string;
}

/** The key of a field among `requirements`. */
export function requirerOf(subgraph: string, typeName: string, fieldName: string): string {
  return `${subgraph} ${typeName}.${fieldName}`;
}

/**
 * The supergraph for Apollo's planner, which knows fields by their response names, whatever their
 * arguments: `price(currency: "USD")` and `price(currency: "EUR")`, required by two fields or by one and
 * the client, would become one. Each is given a field of its own without arguments, wherever it can be
 * selected. Clients cannot: their schema comes from the supergraph as it was.
 */
export function liftRequiredArguments(supergraphSdl: string): LiftedSupergraph {
  const document = parse(supergraphSdl, { noLocation: true });
  const types = new Map(
    document.definitions.filter(hasFields).map((type) => [type.name.value, type]),
  );
  const added = createAddedFields(types, supergraphSdl);
  const requirements = new Map<string, LiftedRequirement[]>();
  const subgraphNames = subgraphNamesOf(document.definitions);

  const lifted = document.definitions.map((definition) =>
    hasFields(definition)
      ? {
          ...definition,
          fields: (definition.fields ?? []).map((field) => liftField(definition, field)),
        }
      : definition,
  );
  if (added.fields.size === 0) return { supergraphSdl, fields: added.fields, requirements };
  const definitions = lifted.map((definition) =>
    hasFields(definition) ? added.addTo(definition) : definition,
  );
  return { supergraphSdl: print({ ...document, definitions }), fields: added.fields, requirements };

  function liftField(type: TypeWithFields, field: FieldDefinitionNode): FieldDefinitionNode {
    const directives = (field.directives ?? []).map((directive) => {
      const graph = textIn(directive, 'graph');
      const required = textIn(directive, 'requires');
      if (!isJoinField(directive) || graph === undefined || required === undefined) {
        return directive;
      }
      const start = { typeName: type.name.value, graph, read: '', sent: '' };
      const { fieldSet, found } = liftFieldSet(required, { types, added, start });
      if (found.length === 0) return directive;
      // A fetch may ask for the field on an interface that the type of the entity implements.
      for (const { value } of [type.name, ...(type.interfaces ?? []).map(({ name }) => name)]) {
        const requirer = requirerOf(subgraphNames.get(graph) ?? graph, value, field.name.value);
        requirements.set(requirer, [...(requirements.get(requirer) ?? []), ...found]);
      }
      return withText(directive, 'requires', fieldSet);
    });
    return { ...field, directives };
  }
}

/** Where a selection of a field set stands. */
interface Place extends LiftedRequirement {
  readonly typeName: string;
  readonly graph: string;
}

function liftFieldSet(
  fieldSet: string,
  {
    types,
    added,
    start,
  }: { types: ReadonlyMap<string, TypeWithFields>; added: AddedFields; start: Place },
): { fieldSet: string; found: readonly LiftedRequirement[] } {
  const found: LiftedRequirement[] = [];
  const lifted = liftAll(parseFieldSet(fieldSet), start);
  return { fieldSet: print(lifted).slice(1, -1).replace(/\s+/g, ' ').trim(), found };

  function liftAll({ kind, selections }: SelectionSetNode, place: Place): SelectionSetNode {
    return { kind, selections: selections.map((selection) => lift(selection, place)) };
  }

  function lift(selection: SelectionNode, place: Place): SelectionNode {
    if (selection.kind === Kind.FIELD) return liftField(selection, place);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    const typeName = selection.typeCondition?.name.value ?? place.typeName;
    return { ...selection, selectionSet: liftAll(selection.selectionSet, { ...place, typeName }) };
  }

  function liftField(field: FieldNode, place: Place): FieldNode {
    const type = types.get(place.typeName);
    const definition = type?.fields?.find(({ name }) => name.value === field.name.value);
    if (type === undefined || definition === undefined) return field;
    // Also where it is required without arguments: the client may ask for it with some.
    const takesArguments = (definition.arguments ?? []).length > 0;
    const value = takesArguments ? added.nameFor(type, field) : field.name.value;
    const below = {
      typeName: typeIn(place.graph, definition),
      graph: place.graph,
      read: `${place.read}/${value}`,
      sent: `${place.sent}/${field.name.value}`,
    };
    if (takesArguments) found.push({ read: below.read, sent: below.sent });
    return {
      kind: Kind.FIELD,
      name: { kind: Kind.NAME, value },
      ...(field.selectionSet && { selectionSet: liftAll(field.selectionSet, below) }),
    };
  }
}

/** A field set is the inside of a selection set. */
function parseFieldSet(fieldSet: string): SelectionSetNode {
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  return (operation as OperationDefinitionNode).selectionSet;
}

/** The value in the enum `join__Graph` → the subgraph's name. */
function subgraphNamesOf(definitions: readonly DefinitionNode[]): ReadonlyMap<string, string> {
  const graphs = definitions.find(
    (definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return new Map(
    values.flatMap(({ name, directives = [] }) => {
      const graph = directives.find((directive) => directive.name.value === 'join__graph');
      const subgraph = graph && textIn(graph, 'name');
      return subgraph === undefined ? [] : [[name.value, subgraph]];
    }),
  );
}
