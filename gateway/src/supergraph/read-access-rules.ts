import type {
  DirectiveDefinition,
  FieldDefinition,
  InterfaceType,
  ObjectType,
  Schema,
} from '@apollo/federation-internals';
import { type AccessCondition, isImplied } from './access-condition.ts';

/** A selection that is read for a field before its subgraph is asked, on a type of the supergraph. */
export interface NeededSelection {
  readonly type: string;
  readonly selection: string;
}

/** What a supergraph says of who may see what, whatever its directives are called in it. */
export interface AccessRules {
  /** By coordinate, `User` or `User.email`: of object types, their fields, scalars and enums. */
  readonly conditions: ReadonlyMap<string, readonly AccessCondition[]>;
  /** By the coordinate of an object type's field: what its `@requires` and `@fromContext` read. */
  readonly needs: ReadonlyMap<string, readonly NeededSelection[]>;
}

type Conditions = Map<string, AccessCondition[]>;

/** Reads the rules of a supergraph's schema. */
export function readAccessRules(schema: Schema): AccessRules {
  const conditions: Conditions = new Map();
  for (const { parent } of applicationsOf(schema, 'authenticated')) {
    add(conditions, coordinateOf(parent), { kind: 'authenticated' });
  }
  for (const { parent, args } of applicationsOf(schema, 'requiresScopes')) {
    const anyOf = args.scopes as string[][];
    add(conditions, coordinateOf(parent), { kind: 'scopes', anyOf });
  }
  for (const { parent, args } of applicationsOf(schema, 'policy')) {
    const anyOf = args.policies as string[][];
    add(conditions, coordinateOf(parent), { kind: 'policies', anyOf });
  }
  if (conditions.size === 0) return { conditions, needs: new Map() };
  return { conditions: handDown(schema, conditions), needs: readNeeds(schema) };
}

interface Application {
  readonly parent: unknown;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Where a directive of Apollo's is applied: a supergraph links it, under any name. */
function applicationsOf(schema: Schema, feature: string): readonly Application[] {
  const linked = schema.coreFeatures?.getByIdentity(`https://specs.apollo.dev/${feature}`);
  return linked ? applied(schema.directive(linked.directiveNameInSchema(feature))) : [];
}

function applied(directive: DirectiveDefinition | undefined): readonly Application[] {
  return Array.from(directive?.applications() ?? [], (application) => ({
    parent: application.parent,
    args: application.arguments(),
  }));
}

function coordinateOf(element: unknown): string {
  return (element as { coordinate: string }).coordinate;
}

function add<V>(lists: Map<string, V[]>, key: string, ...values: readonly V[]): void {
  if (values.length === 0) return;
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [...values]);
  else known.push(...values);
}

/**
 * A rule on an interface or its field is one on each type that implements it, or it would be passed by with
 * a fragment. But composition puts the rules of all these types on the interface too: what follows from
 * them says nothing new, and must not reach the types that have no such rule.
 */
function handDown(schema: Schema, stated: Conditions): Conditions {
  const handed: Conditions = new Map(Array.from(stated, ([key, list]) => [key, [...list]]));
  for (const type of schema.interfaceTypes()) {
    const members = type.possibleRuntimeTypes();
    const fields = type.fields().map(({ name }) => `.${name}`);
    for (const suffix of ['', ...fields]) {
      handed.delete(type.name + suffix);
      const own = members.flatMap(({ name }) => stated.get(name + suffix) ?? []);
      const others = (stated.get(type.name + suffix) ?? []).filter((it) => !isImplied(it, own));
      for (const { name } of members) add(handed, name + suffix, ...others);
    }
  }
  return handed;
}

function readNeeds(schema: Schema): AccessRules['needs'] {
  const needs = new Map<string, NeededSelection[]>();
  const providers = readContexts(schema);
  for (const { parent, args } of applied(schema.directive('join__field'))) {
    const field = parent as FieldDefinition<ObjectType | InterfaceType>;
    const { requires, contextArguments = [] } = args as {
      requires?: string;
      contextArguments?: readonly { context: string; selection: string }[];
    };
    for (const type of objectTypesOf(field.parent)) {
      const key = `${type.name}.${field.name}`;
      if (requires !== undefined)
        add(needs, key, { type: type.name, selection: `{ ${requires} }` });
      for (const { context, selection } of contextArguments) {
        const provided = (providers.get(context) ?? []).map((name) => ({ type: name, selection }));
        add(needs, key, ...provided);
      }
    }
  }
  return needs;
}

/** The types that give a context, by its name. */
function readContexts(schema: Schema): ReadonlyMap<string, readonly string[]> {
  const providers = new Map<string, string[]>();
  for (const { parent, args } of applicationsOf(schema, 'context')) {
    add(providers, String(args.name), coordinateOf(parent));
  }
  return providers;
}

/** A field of an interface object is one of each type that implements the interface. */
function objectTypesOf(type: ObjectType | InterfaceType): readonly ObjectType[] {
  return type.kind === 'InterfaceType' ? type.possibleRuntimeTypes() : [type];
}
