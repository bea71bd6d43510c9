import { buildSubgraphSchema, type GraphQLSchemaModule } from '@apollo/subgraph';
import {
  type DocumentNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  parse,
} from 'graphql';

/**
 * Resolvers by type and field name. Wider than Apollo's `GraphQLResolverMap`, which the generated
 * types do not fit because of `__resolveReference`; the generated types do the checking.
 */
export type SubgraphResolvers = Readonly<Record<string, object | undefined>>;

/**
 * Builds a federation subgraph's schema. Throws for SDL that is not valid, and for a resolver that
 * names a type or field the SDL does not have, which Apollo would ignore in silence.
 */
export function buildSchema(
  typeDefs: DocumentNode | string,
  resolvers: SubgraphResolvers,
): GraphQLSchema {
  const document = typeof typeDefs === 'string' ? parse(typeDefs) : typeDefs;
  const isolated = isolateReferences(resolvers) as GraphQLSchemaModule['resolvers'] & object;
  const schema = buildSubgraphSchema([{ typeDefs: document, resolvers: isolated }]);
  const unknown = findUnknownResolvers(schema, resolvers);
  if (unknown.length > 0) {
    throw new Error(`The schema has no ${unknown.join(', ')}, but there are resolvers for it.`);
  }
  return schema;
}

function findUnknownResolvers(schema: GraphQLSchema, resolvers: SubgraphResolvers): string[] {
  return Object.entries(resolvers).flatMap(([typeName, fields]) => {
    const type = schema.getType(typeName);
    if (type === undefined) return [typeName];
    if (fields === undefined || !(isObjectType(type) || isInterfaceType(type))) return [];
    const known = type.getFields();
    return Object.keys(fields)
      .filter((name) => !name.startsWith('__') && !Object.hasOwn(known, name))
      .map((name) => `${typeName}.${name}`);
  });
}

/**
 * Apollo's `_entities` calls each reference resolver in one loop, so one that throws rather than
 * rejects would fail every entity of the request. Federation: Subgraph spec, `Query._entities`.
 */
function isolateReferences(resolvers: SubgraphResolvers): SubgraphResolvers {
  return Object.fromEntries(
    Object.entries(resolvers).map(([typeName, fields]) => [typeName, isolateReference(fields)]),
  );
}

function isolateReference(fields: object | undefined): object | undefined {
  if (fields === undefined || !('__resolveReference' in fields)) return fields;
  const resolve = fields.__resolveReference;
  if (typeof resolve !== 'function') return fields;
  return { ...fields, __resolveReference: async (...args: unknown[]) => resolve(...args) };
}
