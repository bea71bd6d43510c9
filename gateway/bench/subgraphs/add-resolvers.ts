import { type GraphQLSchema, isObjectType } from 'graphql';
import type { Workload } from '../workloads/workload.ts';

/** Gives a schema the resolvers of those fields that it has. */
export function addResolvers(
  schema: GraphQLSchema,
  resolvers: Workload['resolvers'],
): GraphQLSchema {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) continue;
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (field !== undefined) field.resolve = resolve;
    }
  }
  return schema;
}
