import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { liftRequiredArguments } from './lift-required-arguments.ts';
import { hasFields } from './supergraph-definitions.ts';

const GRAPHS = 'enum join__Graph { A @join__graph(name: "a-1") B @join__graph(name: "b") }';
const lifted = (types: string) => liftRequiredArguments(`${GRAPHS} ${types}`);

test('a required field with arguments becomes one without, on each subgraph that has it', () => {
  const { supergraphSdl, fields, requirements } = lifted(`type Offer {
    "What it costs"
    price(in: String = "EUR"): Int @deprecated @join__field(graph: A, external: true) @join__field(graph: B)
    tag: String @join__field(graph: A, requires: "id price(in: \\"USD\\")")
    id: ID
  }`);
  expect(supergraphSdl.slice(supergraphSdl.indexOf('type Offer'))).toMatchInlineSnapshot(`
    "type Offer {
      "What it costs"
      price(in: String = "EUR"): Int @deprecated @join__field(graph: A, external: true) @join__field(graph: B)
      tag: String @join__field(graph: A, requires: "id aliased_1_price")
      id: ID
      aliased_1_price: Int @join__field(graph: A, external: true) @join__field(graph: B)
    }"
  `);
  expect(fields.get('aliased_1_price')).toMatchObject({
    name: 'price',
    arguments: [{ name: { value: 'in' }, value: { value: 'USD' } }],
  });
  expect(Object.fromEntries(requirements)).toEqual({
    'a-1 Offer.tag': [{ read: '/aliased_1_price', sent: '/price' }],
  });
});

test('nothing changes where no field with arguments is required', () => {
  const source = `type Offer {
    price(in: String): Int @join__field(graph: B)
    tag: String @join__field(graph: A, requires: "id shop { gone(x: 1) }")
    id: ID }`;
  const { supergraphSdl, fields } = lifted(source);
  expect(supergraphSdl).toBe(`${GRAPHS} ${source}`);
  expect(fields.size).toBe(0);
});

/** What fields require, and by type the fields that were added to it. */
function outline(types: string) {
  const { supergraphSdl } = lifted(types);
  const added = parse(supergraphSdl).definitions.flatMap((definition) =>
    hasFields(definition)
      ? [[definition.name.value, (definition.fields ?? []).map(({ name }) => name.value)] as const]
      : [],
  );
  return {
    requires: [...supergraphSdl.matchAll(/requires: "([^"]*)"/g)].map(([, text]) => text),
    added: Object.fromEntries(
      added.map(([type, names]) => [type, names.filter((name) => name.startsWith('aliased_'))]),
    ),
  };
}

test.each<[string, { types: string; requires: string[]; added: Record<string, string[]> }]>([
  [
    'equal arguments share a field, in whatever order they are written',
    {
      types: `type T {
        f(a: Int, b: Int): Int
        x: Int @join__field(graph: A, requires: "f(a: 1, b: 2)")
        y: Int @join__field(graph: A, requires: "f(b: 2, a: 1)")
        z: Int @join__field(graph: A, requires: "f(b: 2)") }`,
      requires: ['aliased_1_f', 'aliased_1_f', 'aliased_2_f'],
      added: { T: ['aliased_1_f', 'aliased_2_f'] },
    },
  ],
  [
    'a field that could take arguments is lifted without them too',
    {
      types: `type T { f(a: Int): Int x: Int @join__field(graph: A, requires: "f") }`,
      requires: ['aliased_1_f'],
      added: { T: ['aliased_1_f'] },
    },
  ],
  [
    'arguments are lifted at any depth, and on the type of the subgraph that requires',
    {
      types: `interface Any { id: ID }
        type S implements Any { g(n: Int): Int id: ID }
        type T {
          f(a: Int): Any @join__field(graph: A, type: "[S!]") @join__field(graph: B)
          x: Int @join__field(graph: A, requires: "f(a: 1) { id g(n: 2) }") }`,
      requires: ['aliased_1_f { id aliased_2_g }'],
      added: { Any: [], S: ['aliased_2_g'], T: ['aliased_1_f'] },
    },
  ],
  [
    'a field of an interface is added to what implements it',
    {
      types: `interface I { g(n: Int): Int }
        type S implements I { g(n: Int, m: Int): Int h(n: Int): Int }
        type R implements I { g(n: Int): Int }
        type T { i: I x: Int @join__field(graph: A, requires: "i { g(n: 2) ... on S { h(n: 3) } }") }`,
      requires: ['i { aliased_1_g ... on S { aliased_2_h } }'],
      added: { I: ['aliased_1_g'], S: ['aliased_1_g', 'aliased_2_h'], R: ['aliased_1_g'], T: [] },
    },
  ],
  [
    'names that are taken stay free',
    {
      types: `type T {
        f(a: Int): Int aliased_1_f: Int
        x: Int @join__field(graph: A, requires: "f(a: 1)") }`,
      requires: ['aliased_2_f'],
      added: { T: ['aliased_1_f', 'aliased_2_f'] },
    },
  ],
])('%s', (_name, { types, requires, added }) => {
  expect(outline(types)).toEqual({ requires, added });
});

test('an added field requires what the field that it stands for requires', () => {
  const { supergraphSdl } = lifted(`type T {
    e(a: Int): Int
    f(a: Int): Int @join__field(graph: B, requires: "e(a: 1)")
    x: Int @join__field(graph: A, requires: "f(a: 1)") }`);
  expect(supergraphSdl).toContain(
    'aliased_2_f: Int @join__field(graph: B, requires: "aliased_1_e")',
  );
});
