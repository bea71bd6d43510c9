import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  Kind,
  parse,
} from 'graphql';

/** What hostile documents need to know of a graph, so that they fit it. */
export interface GraphShape {
  /** Fields from the root to an object, none of which needs an argument. */
  readonly path: readonly string[];
  /** The object's type, a leaf of it, and fields by which one comes back to the type. */
  readonly typeName: string;
  readonly leaf: string;
  readonly cycle: readonly string[];
  /** A root field of a mutation, to be asked for by GET. */
  readonly mutation: string;
}

/** Names for what is not known. Servers that judge documents before they validate them refuse alike. */
const MADE_UP = { typeName: 'Something', cycle: ['self'], mutation: '__typename' };

/** Puts a selection where the path of the shape leads. */
export function within({ path }: GraphShape, selection: string): string {
  return `${path.map((field) => `{ ${field} `).join('')}{ ${selection} }${' }'.repeat(path.length)}`;
}

/** What can be told of a graph from a query that it answers: the way to the first leaf. */
export function shapeOfQuery(query: string): GraphShape {
  const [operation] = parse(query).definitions;
  const path: string[] = [];
  let next = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
  while (next !== undefined) {
    const field = next.selections.find((selection) => selection.kind === Kind.FIELD);
    if (field !== undefined) path.push(field.name.value);
    next = field?.selectionSet;
  }
  const leaf = path.pop() ?? '__typename';
  return { ...MADE_UP, path, leaf };
}

/** Finds an object from which one comes back to its own type; else any object, and makes up the way back. */
export function shapeOf(schema: GraphQLSchema): GraphShape {
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no query type.');
  const mutation = Object.keys(schema.getMutationType()?.getFields() ?? {})[0] ?? MADE_UP.mutation;
  const places = objectsFrom(query);
  for (const { type, path } of places) {
    const cycle = cycleOf(type);
    if (path.length > 0 && cycle !== null) {
      return { path, typeName: type.name, leaf: leafOf(type), cycle, mutation };
    }
  }
  const { type, path } = places[1] ?? { type: query, path: [] };
  return { path, typeName: type.name, leaf: leafOf(type), cycle: MADE_UP.cycle, mutation };
}

interface Place {
  readonly type: GraphQLObjectType;
  readonly path: readonly string[];
}

/** Every object type that can be reached without arguments, by the shortest path. */
function objectsFrom(root: GraphQLObjectType): Place[] {
  const places: Place[] = [{ type: root, path: [] }];
  const seen = new Set([root]);
  for (const { type, path } of places) {
    for (const field of freeFields(type)) {
      const next = getNamedType(field.type);
      if (!isObjectType(next) || seen.has(next)) continue;
      seen.add(next);
      places.push({ type: next, path: [...path, field.name] });
    }
  }
  return places;
}

function cycleOf(start: GraphQLObjectType): readonly string[] | null {
  for (const { type, path } of objectsFrom(start)) {
    const back = freeFields(type).find((field) => getNamedType(field.type) === start);
    if (back !== undefined) return [...path, back.name];
  }
  return null;
}

function leafOf(type: GraphQLObjectType): string {
  return (
    freeFields(type).find((field) => isLeafType(getNamedType(field.type)))?.name ?? '__typename'
  );
}

function freeFields(type: GraphQLObjectType): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
}
