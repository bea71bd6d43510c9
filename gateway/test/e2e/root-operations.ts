import { readFile } from 'node:fs/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  parse,
} from 'graphql';

const SERVICES = ['identity', 'catalog', 'orders'] as const;

/** A field of Query or Mutation, and a document that asks for it. */
export interface RootOperation {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly service: (typeof SERVICES)[number];
  /** With values that fit their types and are those of nothing that exists. */
  readonly document: string;
}

/** All that clients can ask of the services. */
export async function readRootOperations(): Promise<readonly RootOperation[]> {
  const operations = await Promise.all(
    SERVICES.map(async (service) => {
      const file = new URL(`../../../services/${service}/src/schema.graphql`, import.meta.url);
      const schema = buildSubgraphSchema([{ typeDefs: parse(await readFile(file, 'utf8')) }]);
      return [
        ...fieldsOf(schema.getQueryType()).map((field) => describe('query', field)),
        ...fieldsOf(schema.getMutationType()).map((field) => describe('mutation', field)),
      ].map((operation) => ({ ...operation, service }));
    }),
  );
  return operations.flat();
}

/** Without those that Federation adds. */
function fieldsOf(type: ReturnType<GraphQLSchema['getQueryType']>) {
  return Object.values(type?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'));
}

function describe(kind: RootOperation['kind'], field: GraphQLField<unknown, unknown>) {
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  const given = inParentheses(field.args);
  return { kind, name: field.name, document: `${kind} { ${field.name}${given}${selection} }` };
}

function inParentheses(args: readonly GraphQLArgument[]): string {
  const written = requiredOf(args);
  return written === '' ? '' : `(${written})`;
}

function requiredOf(inputs: readonly (GraphQLArgument | GraphQLInputField)[]): string {
  return inputs
    .filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
    .map(({ name, type }) => `${name}: ${literalOf(type)}`)
    .join(', ');
}

function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return `[${literalOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) return `{ ${requiredOf(Object.values(type.getFields()))} }`;
  return LEAVES[type.name] ?? '""';
}

const LEAVES: Readonly<Record<string, string>> = {
  ID: '"0190d5a0-0000-7000-8000-000000000000"',
  Int: '1',
  Float: '1',
  Boolean: 'false',
  DateTime: '"2026-01-01T00:00:00.000Z"',
};
