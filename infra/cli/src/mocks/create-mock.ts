import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type GraphQLAbstractType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
} from 'graphql';
import { identityOf, keysOf } from './entity-key.ts';
import { mockLeaf } from './mock-leaf.ts';
import { seedOf } from './seed-of.ts';
import { withoutMachinery } from './without-machinery.ts';

/** Lists and pages hold this many, unless fewer are asked for. */
const USUAL_LENGTH = 3;
const LONGEST_PAGE = 10;
/** One in so many values that may be null is. */
const NULL_EVERY = 12;

/** An object that is made up as it is asked for. */
interface MockObject {
  readonly __typename: string;
  /** What everything in it is made from. */
  readonly [IDENTITY]: string;
  /** How many elements a connection has. */
  readonly [LENGTH]?: number;
  readonly [field: string]: unknown;
}

const IDENTITY = Symbol('identity');
const LENGTH = Symbol('length');

/** A subgraph made up from its schema alone. */
export interface Mock {
  readonly schema: GraphQLSchema;
  readonly fieldResolver: GraphQLFieldResolver<unknown, unknown>;
  readonly typeResolver: (value: unknown) => string | undefined;
}

/**
 * Makes a subgraph up from its schema. The same question is answered the same, in every process: a
 * value comes of its type, the key of the entity that it is in, its field and arguments. Entities that
 * others refer to keep the keys that they were referred to by.
 */
export function createMock(sdl: string): Mock {
  const schema = buildSubgraphSchema([{ typeDefs: withoutMachinery(parse(sdl)) }]);
  return {
    schema,
    typeResolver: (value) => (isObject(value) ? String(value.__typename) : undefined),
    fieldResolver(source, args, _context, info) {
      const { fieldName, parentType, returnType } = info;
      if (isObject(source) && Object.hasOwn(source, fieldName)) return source[fieldName];
      const identity = identityIn(source, parentType);
      const path = `${identity}.${fieldName}${JSON.stringify(args)}`;
      if (isConnection(parentType))
        return connectionField(source, { fieldName, returnType, identity });
      const canBeNull = isObject(source) && parentType !== schema.getQueryType();
      return make(returnType, { path, fieldName, typeName: parentType.name, args, canBeNull });
    },
  };

  function make(type: GraphQLOutputType, place: Place): unknown {
    if (isNonNullType(type)) return make(type.ofType, { ...place, canBeNull: false });
    if (place.canBeNull && !isListType(type) && seedOf(place.path, 'null') % NULL_EVERY === 0) {
      return null;
    }
    if (isListType(type)) {
      return Array.from({ length: lengthOf(place.args) }, (_, index) =>
        make(type.ofType, { ...place, path: `${place.path}[${index}]`, canBeNull: false }),
      );
    }
    const { path: _path, ...rest } = place;
    const seed = seedOf(place.path);
    if (isEnumType(type)) {
      const values = type.getValues();
      return values[seed % values.length]?.value;
    }
    if (isObjectType(type)) return makeObject(type, place);
    if (isAbstractType(type)) return makeObject(choose(type, seed), place);
    return mockLeaf(type.name, { ...rest, seed });
  }

  /** An entity is who its key says, so that it is the same wherever it is met. */
  function makeObject(type: GraphQLObjectType, { path, args }: Place): MockObject {
    const fields = type.getFields();
    const key = (keysOf(type)[0] ?? []).flatMap((fieldName) => {
      const field = fields[fieldName];
      if (field === undefined) return [];
      const place = { path: `${path}.${fieldName}`, fieldName, typeName: type.name, args: {} };
      return [[fieldName, make(field.type, { ...place, canBeNull: false })] as const];
    });
    const object = { __typename: type.name, ...Object.fromEntries(key) };
    const identity = identityOf(type, object) ?? `${type.name}:${path}`;
    return {
      ...object,
      [IDENTITY]: identity,
      ...(isConnection(type) && { [LENGTH]: lengthOf(args) }),
    };
  }

  /** Success comes first in a union of outcomes. */
  function choose(type: GraphQLAbstractType, seed: number): GraphQLObjectType {
    const possible = schema.getPossibleTypes(type);
    const chosen = possible[isUnionType(type) ? 0 : seed % possible.length];
    if (chosen === undefined) throw new Error(`Nothing is a ${type.name}.`);
    return chosen;
  }

  /** Nodes and the nodes of edges are the same, and there is one page of them. */
  function connectionField(
    source: unknown,
    field: { fieldName: string; returnType: GraphQLOutputType; identity: string },
  ): unknown {
    const { fieldName, returnType, identity } = field;
    const length = isObject(source) ? Number(Reflect.get(source, LENGTH) ?? 0) : 0;
    const place = { fieldName, typeName: 'Connection', args: { first: length }, canBeNull: false };
    const at = (what: string) => ({ ...place, path: `${identity}.${what}` });
    switch (fieldName) {
      case 'totalCount':
        return length;
      case 'pageInfo': {
        const [startCursor, endCursor] = [cursorAt(0), cursorAt(length - 1)];
        const [hasNextPage, hasPreviousPage] = [false, false];
        return { __typename: 'PageInfo', startCursor, endCursor, hasNextPage, hasPreviousPage };
      }
      case 'edges':
        return Array.from({ length }, (_, index) => edge(returnType, index));
      case 'nodes':
        return make(returnType, at('node'));
      default:
        return make(returnType, at(fieldName));
    }

    function edge(list: GraphQLOutputType, index: number): unknown {
      const type = namedObject(list);
      const node = type?.getFields().node;
      return {
        __typename: type?.name,
        [IDENTITY]: `${identity}.edge[${index}]`,
        cursor: cursorAt(index),
        ...(node && { node: make(node.type, at(`node[${index}]`)) }),
      };
    }
  }
}

interface Place {
  path: string;
  fieldName: string;
  typeName: string;
  args: Readonly<Record<string, unknown>>;
  canBeNull: boolean;
}

function identityIn(source: unknown, type: GraphQLObjectType): string {
  if (!isObject(source)) return type.name;
  const known = Reflect.get(source, IDENTITY);
  return typeof known === 'string' ? known : (identityOf(type, source) ?? type.name);
}

function isConnection(type: GraphQLObjectType): boolean {
  const fields = type.getFields();
  return type.name.endsWith('Connection') && ('edges' in fields || 'nodes' in fields);
}

function lengthOf(args: Place['args']): number {
  const asked = Number(args.first ?? args.last ?? args.limit ?? USUAL_LENGTH);
  return Number.isInteger(asked) && asked >= 0 ? Math.min(asked, LONGEST_PAGE) : USUAL_LENGTH;
}

function namedObject(type: GraphQLOutputType): GraphQLObjectType | undefined {
  if (isNonNullType(type) || isListType(type)) return namedObject(type.ofType);
  return isObjectType(type) ? type : undefined;
}

const cursorAt = (index: number) => Buffer.from(`mock:${index}`).toString('base64url');

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
