import { composeSupergraph } from '@causeway/schema-kit';
import { printSchema, validateSchema } from 'graphql';
import { expect, test } from 'vitest';
import { loadSupergraph } from '../../src/supergraph/load-supergraph.ts';
import { createSupergraphLoader } from '../../src/supergraph/supergraph-loader.ts';

const { supergraphSdl } = composeSupergraph({
  subgraphs: [
    {
      name: 'a',
      url: 'http://a.test',
      typeDefs: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])
        type Query { thing: Thing hidden: Int @inaccessible }
        type Thing @key(fields: "id") { id: ID! }`,
    },
  ],
});

test('a supergraph that was read in a thread is the one that is read at once', async () => {
  const loader = createSupergraphLoader();
  await loader.prepare(supergraphSdl);
  const prepared = loader.load(supergraphSdl);
  const { apiSchema, fullSchema, ...rest } = loadSupergraph(supergraphSdl);
  expect(prepared).toMatchObject(rest);
  expect(printSchema(prepared.apiSchema)).toBe(printSchema(apiSchema));
  expect(printSchema(prepared.fullSchema)).toBe(printSchema(fullSchema));
  expect(printSchema(prepared.apiSchema)).not.toContain('hidden');
  expect(validateSchema(prepared.apiSchema)).toEqual([]);
});

test('one that was not prepared, or another one, is read when it is asked for', async () => {
  const loader = createSupergraphLoader();
  await loader.prepare(supergraphSdl);
  expect(loader.load(`${supergraphSdl}\n# more`).sdl).toMatch(/# more$/);
});

test('a supergraph that is not valid is refused with the reason', async () => {
  const invalid = supergraphSdl.replace('id: ID!', 'id: Lost!');
  await expect(createSupergraphLoader().prepare(invalid)).rejects.toThrow(/Lost/);
});
