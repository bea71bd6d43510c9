import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSupergraphConfig } from './read-supergraph-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'causeway-compose-'));
const file = join(folder, 'supergraph.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  writeFileSync(file, text);
  return readSupergraphConfig(file);
}

test("reads rover's form, with schemas from where the file is", () => {
  expect(
    read(`
federation_version: =2.9.0
subgraphs:
  users:
    routing_url: http://users.test/graphql
    schema: { file: ./users.graphql }
`),
  ).toEqual([
    {
      name: 'users',
      url: 'http://users.test/graphql',
      schemaPath: join(folder, 'users.graphql'),
    },
  ]);
});

test.each([
  ['federation_version: 1\nsubgraphs: {}', 'only Federation 2 is composed'],
  ['subgraphs: { a: { schema: { file: a } } }', 'subgraphs.a.routing_url: '],
  [
    'subgraphs: { a: { routing_url: "http://a", schema: { subgraph_url: "http://a" } } }',
    'subgraphs.a.schema.file: required: schemas are read from files only',
  ],
  ['subgraphs: [', 'at line 1'],
])('says what is wrong with %j', (text, reason) => {
  expect(() => read(text)).toThrow(reason);
});

test('says that there is no file', () => {
  expect(() => readSupergraphConfig(join(folder, 'other.yaml'))).toThrow('there is no such file');
});
