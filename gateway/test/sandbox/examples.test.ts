import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { composeSupergraph } from '@causeway/schema-kit';
import { coerceInputValue, type GraphQLSchema, Kind, parse, typeFromAST, validate } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';

/** Identity's first migration makes them, and its seed an account with each. */
const BUILT_IN_ROLES = ['customer', 'support', 'merchandiser', 'warehouse', 'admin'];
const subgraphs = ['identity', 'catalog', 'orders'];
const app = new URL('../../sandbox-app/', import.meta.url);

interface Manifest {
  groups: { title: string; examples: ManifestEntry[] }[];
}

interface ManifestEntry {
  id: string;
  title: string;
  description: string;
  audience: 'anyone' | 'signed-in' | string[];
  variables?: Record<string, unknown>;
}

const manifest = JSON.parse(readText('examples/manifest.json')) as Manifest;
const examples = manifest.groups.flatMap((group) => group.examples);
const sessionOperations = graphqlFiles('src/session/operations/');

describe('the examples of the sandbox', () => {
  let schema: GraphQLSchema;

  beforeAll(() => {
    schema = composeApiSchema();
  });

  test('are the files of the folder, each once', () => {
    const files = graphqlFiles('examples/').map((file) => file.replace(/^.*\/|\.graphql$/g, ''));
    expect(examples.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  test.each(examples)('$id fits the supergraph, and its variables fit the operation', (example) => {
    const document = parse(readText(`examples/${example.id}.graphql`));
    expect(validate(schema, document)).toEqual([]);
    expect(variableFaults(schema, document, example.variables ?? {})).toEqual([]);
  });

  test.each(examples)('$id says in one or two sentences what it does, and for whom', (example) => {
    expect(example.description).toMatch(/^[A-Z].{10,110}\.$/);
    if (typeof example.audience === 'string') {
      expect(['anyone', 'signed-in']).toContain(example.audience);
    } else {
      expect(BUILT_IN_ROLES).toEqual(expect.arrayContaining(example.audience));
    }
  });

  test('have a lookup for each placeholder, and no lookup without one', () => {
    const ownPlaceholders = [
      ...['new-key', 'refresh-token', 'page-address'],
      ...['flow-token', 'callback-url', 'challenge-token'],
    ];
    const used = [...JSON.stringify(manifest).matchAll(/\{\{([\w-]+)\}\}/g)].map(
      ([, name]) => name ?? '',
    );
    const lookups = graphqlFiles('examples/lookups/').map((file) =>
      file.replace(/^.*\/|\.graphql$/g, ''),
    );
    expect([...new Set(used)].filter((name) => !ownPlaceholders.includes(name)).sort()).toEqual(
      lookups.sort(),
    );
  });

  test.each([...graphqlFiles('examples/lookups/'), ...sessionOperations])(
    '%s fits the supergraph',
    (file) => {
      expect(validate(schema, parse(readText(file)))).toEqual([]);
    },
  );
});

/** What the gateway shows its clients of the schemas as they are now. */
function composeApiSchema(): GraphQLSchema {
  const inputs = subgraphs.map((name) => ({
    name,
    url: `http://${name}.invalid/graphql`,
    typeDefs: readText(`../../services/${name}/src/schema.graphql`),
  }));
  return composeSupergraph({ subgraphs: inputs }).apiSchema();
}

/** Coerces variables as execution would; a placeholder stands for a text. */
function variableFaults(
  schema: GraphQLSchema,
  document: ReturnType<typeof parse>,
  variables: Record<string, unknown>,
): string[] {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return ['no operation'];
  const definitions = operation.variableDefinitions ?? [];
  const names = definitions.map(({ variable }) => variable.name.value);
  const faults = Object.keys(variables).filter((name) => !names.includes(name));
  for (const { variable, type: typeNode } of definitions) {
    const type = typeFromAST(schema, typeNode as Parameters<typeof typeFromAST>[1]);
    const value = variables[variable.name.value] ?? null;
    coerceInputValue(value, type as Parameters<typeof coerceInputValue>[1], (path, _, error) => {
      faults.push(`$${[variable.name.value, ...path].join('.')}: ${error.message}`);
    });
  }
  return faults;
}

function graphqlFiles(folder: string): string[] {
  const names = readdirSync(fileURLToPath(new URL(folder, app)));
  return names.filter((name) => name.endsWith('.graphql')).map((name) => folder + name);
}

function readText(path: string): string {
  return readFileSync(new URL(path, app), 'utf8');
}
