import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql';
import type { Denials } from '../../authorization/denials.ts';
import { responseNameOf } from '../../operation/response-name.ts';
import { type Data, isData, readOwn, setOwn } from '../data.ts';
import { collectFields, type FieldCollector, type FieldGroup } from './collect-fields.ts';
import { compileLeaf, LeafError } from './complete-leaf.ts';
import type { ShapeContext } from './shape-context.ts';

/**
 * Completes a value at a depth of the path: what the client gets of it, null, or undefined when a
 * null is not allowed here and so the nearest nullable parent must become null. GraphQL spec §6.4.4.
 */
type Complete = (value: unknown, context: ShapeContext, depth: number) => unknown;

/** Under which name a field is in the data of objects of a type; mostly that of the response. */
export type NameInData = (field: FieldNode, typename: string) => string;

/** Makes the response of what is known: spec order, aliases, types, nulls. `null` is a `data` of null. */
export type Shape = (data: Data, context: ShapeContext) => Data | null;

/** Compiles the shape of an operation's responses. */
export function compileShape(options: {
  schema: GraphQLSchema;
  rootType: GraphQLObjectType;
  selectionSet: SelectionSetNode;
  collector: FieldCollector;
  nameInData?: NameInData;
  denials?: Denials | null;
}): Shape {
  const { rootType, selectionSet, nameInData = responseNameOf, denials = null } = options;
  const compiler = { ...options, nameInData, denials };
  const complete = compileObject([selectionSet], rootType, compiler);
  return (data, context) => (complete(data, context, 0) as Data | undefined) ?? null;
}

interface Compiler {
  readonly schema: GraphQLSchema;
  readonly collector: FieldCollector;
  readonly nameInData: NameInData;
  readonly denials: Denials | null;
}

function compileType(
  type: GraphQLOutputType,
  selectionSets: readonly SelectionSetNode[],
  compiler: Compiler,
  place: string,
): Complete {
  if (isNonNullType(type)) {
    const complete = compileType(type.ofType, selectionSets, compiler, place);
    return (value, context, depth) => {
      const completed = complete(value, context, depth);
      if (completed !== null) return completed;
      context.report(depth, `Cannot return null for non-nullable ${place}.`);
      return undefined;
    };
  }
  if (isListType(type)) {
    return compileList(compileType(type.ofType, selectionSets, compiler, place), place);
  }
  if (isLeafType(type)) {
    const completeLeaf = compileLeaf(type);
    return (value, context, depth) => {
      if (value === null || value === undefined) return null;
      try {
        return completeLeaf(value);
      } catch (error) {
        if (!(error instanceof LeafError)) throw error;
        context.report(depth, error.message);
        return null;
      }
    };
  }
  const complete = isObjectType(type)
    ? compileObject(selectionSets, type, compiler)
    : compileAbstract(selectionSets, type, compiler);
  return (value, context, depth) => {
    if (value === null || value === undefined) return null;
    if (isData(value)) return complete(value, context, depth) ?? null;
    context.report(depth, `What a subgraph gave for ${place} is no object.`);
    return null;
  };
}

function compileList(complete: Complete, place: string): Complete {
  return (value, context, depth) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) {
      context.report(depth, `What a subgraph gave for ${place} is no list.`);
      return null;
    }
    let items: unknown[] | undefined;
    for (let index = 0; index < value.length; index += 1) {
      context.path[depth] = index;
      const item = complete(value[index], context, depth + 1);
      if (item === undefined) return null;
      if (items === undefined) {
        if (item === value[index]) continue;
        items = value.slice(0, index);
      }
      items.push(item);
    }
    return items ?? value;
  };
}

/** Undefined when a field that must not be null is; the caller makes it null. */
type CompleteObject = (data: Data, context: ShapeContext, depth: number) => Data | undefined;

function compileObject(
  selectionSets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  compiler: Compiler,
): CompleteObject {
  let fields: readonly CompiledField[] | undefined;
  return (data, context, depth) => {
    // When the first such object comes: most members of an abstract type never do.
    fields ??= compileFields(selectionSets, type, compiler);
    // PERF: what a subgraph answered just as the client asked is passed on, not copied; `npm run bench`, big.
    let completed = hasJust(fields, data) ? undefined : ({} as Data);
    for (let index = 0; index < fields.length; index += 1) {
      const { responseName, name, complete, set, whenFailed } = fields[index] as CompiledField;
      const known = readOwn(data, name);
      context.path[depth] = responseName;
      const value =
        known === undefined && whenFailed !== 'complete' && context.failed.has(data)
          ? whenFailed
          : complete(known, context, depth + 1);
      if (value === undefined) return undefined;
      if (completed === undefined) {
        if (value === known) continue;
        completed = firstOf(fields, index, data);
      }
      if (set === undefined) completed[responseName] = value;
      else set(completed, responseName, value);
    }
    return completed ?? data;
  };
}

/** Whether an object has the fields and nothing else, in their order. */
function hasJust(fields: readonly CompiledField[], data: Data): boolean {
  let index = 0;
  for (const key in data) {
    if (fields[index]?.responseName !== key) return false;
    index += 1;
  }
  return index === fields.length;
}

/** A copy of the first fields of an object. */
function firstOf(fields: readonly CompiledField[], count: number, data: Data): Data {
  const copy: Data = {};
  for (let index = 0; index < count; index += 1) {
    const { responseName, name } = fields[index] as CompiledField;
    setOwn(copy, responseName, readOwn(data, name));
  }
  return copy;
}

/**
 * An abstract type by what each object says it is. One that says nothing was not asked to, since nothing
 * depends on it; one of an interface is an interface object. Both have the fields that all members have.
 */
function compileAbstract(
  selectionSets: readonly SelectionSetNode[],
  abstractType: GraphQLAbstractType,
  compiler: Compiler,
): CompleteObject {
  const byTypename = new Map<string, CompleteObject>();
  const typenameOf = compileTypenameOf(selectionSets, abstractType, compiler);
  return (data, context, depth) => {
    const typename = typenameOf(data) ?? abstractType.name;
    const known = byTypename.get(typename as string);
    if (known !== undefined) return known(data, context, depth);
    const type = typeof typename === 'string' ? compiler.schema.getType(typename) : undefined;
    if (!isCompositeType(type) || !compiler.collector.matches(type.name, abstractType.name)) {
      const message = `A subgraph gave an object of "${abstractType.name}" without a valid type.`;
      context.report(depth, message);
      return undefined;
    }
    const complete = compiler.denials?.deniesType(type.name)
      ? denyObject
      : compileObject(selectionSets, type, compiler);
    byTypename.set(type.name, complete);
    return complete(data, context, depth);
  };
}

/** No object of a type that is denied is shown, whatever was asked of it. */
const denyObject: CompleteObject = (_data, context, depth) => {
  context.deny(depth);
  return undefined;
};

/** Planners ask for `__typename` of abstract types, or for the client's alias of it. */
function compileTypenameOf(
  selectionSets: readonly SelectionSetNode[],
  { name }: GraphQLAbstractType,
  { collector, nameInData }: Compiler,
): (data: Data) => unknown {
  let aliases: string[] | undefined;
  return (data) => {
    if (data.__typename !== undefined) return data.__typename;
    aliases ??= [...collectFields(selectionSets, name, collector)].flatMap(([, [field]]) =>
      field.name.value === '__typename' ? [nameInData(field, name)] : [],
    );
    for (const alias of aliases) {
      const typename = readOwn(data, alias);
      if (typename !== undefined) return typename;
    }
    return undefined;
  };
}

interface CompiledField {
  readonly responseName: string;
  /** In the data. */
  readonly name: string;
  readonly complete: Complete;
  /** What a field is that is missing since a subgraph failed, and said so; some are never missing. */
  readonly whenFailed: null | undefined | 'complete';
  /** Only where an assignment would not do. */
  readonly set: typeof setOwn | undefined;
}

function compileFields(
  selectionSets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  compiler: Compiler,
): readonly CompiledField[] {
  return Array.from(
    collectFields(selectionSets, type.name, compiler.collector),
    ([responseName, group]) => ({
      responseName,
      name: compiler.nameInData(group[0], type.name),
      ...(isDenied(group, type, compiler)
        ? { complete: compileDenied(group, type), whenFailed: 'complete' }
        : { complete: compileField(group, type, compiler), whenFailed: whenFailed(group, type) }),
      set: responseName === '__proto__' ? setOwn : undefined,
    }),
  );
}

function isDenied(
  [{ name }]: FieldGroup,
  type: GraphQLCompositeType,
  { denials }: Compiler,
): boolean {
  return denials !== null && !isMeta(name.value) && denials.deniesField(type.name, name.value);
}

/** Null with an error, whatever the data holds: a plan may need the field for itself, as a key. */
function compileDenied(group: FieldGroup, type: GraphQLCompositeType): Complete {
  const value = whenFailed(group, type);
  return (_value, context, depth) => {
    context.deny(depth);
    return value;
  };
}

function compileField(group: FieldGroup, type: GraphQLCompositeType, compiler: Compiler): Complete {
  const name = group[0].name.value;
  if (name === '__typename') return compileTypename(type);
  // Answered by the schema itself, complete.
  if (name === '__schema' || name === '__type') return (value) => value ?? null;
  const definition = isUnionType(type) ? undefined : type.getFields()[name];
  if (definition === undefined) throw new Error(`There is no field ${type.name}.${name}.`);
  const selectionSets = group.flatMap(({ selectionSet }) => selectionSet ?? []);
  return compileType(definition.type, selectionSets, compiler, `field ${type.name}.${name}`);
}

function whenFailed(
  [{ name }]: FieldGroup,
  type: GraphQLCompositeType,
): CompiledField['whenFailed'] {
  if (isMeta(name.value) || isUnionType(type)) return 'complete';
  return isNonNullType(type.getFields()[name.value]?.type) ? undefined : null;
}

function isMeta(fieldName: string): boolean {
  return fieldName.startsWith('__');
}

/** What a subgraph calls a root type does not count; and the name of an abstract type is no answer. */
function compileTypename(type: GraphQLCompositeType): Complete {
  if (isObjectType(type)) return () => type.name;
  return (_value, context, depth) => {
    context.report(depth, `No subgraph said which "${type.name}" this is.`);
    return undefined;
  };
}
