import {
  type DefinitionNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
} from 'graphql';
import { directivesNamed } from './directive-arguments.ts';

/** A field that is overridden for a share of the requests: `@override(label: "percent(25)")`. */
export interface OverrideLabel {
  readonly label: string;
  /** Of 100. Labels of other forms are for a rollout service to decide, and never hold here. */
  readonly percentage: number;
  /** The coordinates that it stands at, such as `Product.title`. */
  readonly fields: readonly string[];
}

/**
 * What a subgraph has to be told before it resolves something: the keys of a type by its name, what a field
 * requires by its coordinate.
 */
export type FieldSets = ReadonlyMap<string, readonly string[]>;

export interface JoinDirectives {
  readonly overrideLabels: readonly OverrideLabel[];
  readonly fieldSets: FieldSets;
  /** Whether arguments are filled from the context of a field's ancestors. */
  readonly usesContexts: boolean;
}

/** What the directives of a supergraph say that its schema does not show. Join spec 0.5, `@join__field`. */
export function readJoinDirectives(sdl: string): JoinDirectives {
  const fieldsByLabel = new Map<string, string[]>();
  const fieldSets = new Map<string, string[]>();
  let usesContexts = false;
  for (const definition of parse(sdl, { noLocation: true }).definitions) {
    if (!hasFields(definition)) continue;
    const { name, fields = [] } = definition;
    for (const { key } of directivesNamed(definition, 'join__type')) {
      append(fieldSets, name.value, key);
    }
    for (const { coordinate, joined } of fields.flatMap((field) => joinsOf(name.value, field))) {
      append(fieldsByLabel, joined.overrideLabel, coordinate);
      append(fieldSets, coordinate, joined.requires);
      usesContexts ||= joined.contextArguments !== undefined;
    }
  }
  return {
    overrideLabels: Array.from(fieldsByLabel, ([label, fields]) => ({
      ...{ label, percentage: percentageOf(label), fields },
    })),
    ...{ fieldSets, usesContexts },
  };
}

function hasFields(
  definition: DefinitionNode,
): definition is
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return true;
    default:
      return false;
  }
}

function joinsOf(type: string, field: FieldDefinitionNode) {
  const coordinate = `${type}.${field.name.value}`;
  return directivesNamed(field, 'join__field').map((joined) => ({ coordinate, joined }));
}

/** What is no text says nothing. */
function append(lists: Map<string, string[]>, key: unknown, value: unknown): void {
  if (typeof key !== 'string' || typeof value !== 'string') return;
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else if (!known.includes(value)) known.push(value);
}

function percentageOf(label: string): number {
  return Number(/^percent\((\d{1,3}(?:\.\d+)?)\)$/.exec(label)?.[1] ?? 0);
}
