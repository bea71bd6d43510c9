import { composeSupergraph } from '@causeway/schema-kit';
import { type OperationDefinitionNode, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { MOST_COST } from '../operation/cost/cost-model.ts';
import { createEstimateCost } from '../operation/cost/estimate-cost.ts';
import { loadSupergraph } from './load-supergraph.ts';
import { readCostModel } from './read-cost-model.ts';

const withImports = (imports: string, typeDefs: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", ${imports}])\n${typeDefs}`;

/** What costs is estimated of operations over subgraphs `a`, `b`, … */
function costing(...schemas: readonly string[]) {
  const subgraphs = schemas.map((typeDefs, index) => {
    const name = String.fromCharCode(97 + index);
    return { name, url: `http://${name}.test`, typeDefs };
  });
  const { supergraphSdl } = composeSupergraph({ subgraphs });
  const { apiSchema, costDirectives } = loadSupergraph(supergraphSdl);
  const model = readCostModel(supergraphSdl, costDirectives);
  const estimate = createEstimateCost(model, { assumedListSize: 10 });
  return (text: string, variables: Record<string, unknown> = {}) => {
    const document = parse(text);
    expect(validate(apiSchema, document)).toEqual([]);
    const [operation] = document.definitions as OperationDefinitionNode[];
    if (operation === undefined) throw new Error('Expected an operation.');
    return estimate({ document, operation, request: { variables } });
  };
}

describe('without directives', () => {
  const cost = costing(`
    type Query { name: String user: User users: [User!]! node: Node any: Any tags: [String] }
    type Mutation { rename(input: Rename): User touch: ID }
    input Rename { name: String also: [Rename!] }
    interface Node { id: ID }
    union Any = User | Post
    type User implements Node { id: ID friends: [User] best: User }
    type Post { title: String }
  `);

  test.each([
    ['leaves cost nothing', '{ name tags __typename }', 0],
    ['objects cost 1 each', '{ user { id best { id } } node { id } any { __typename } }', 4],
    ['lists are taken to have ten items', '{ users { id } }', 10],
    ['lists in lists multiply', '{ users { friends { friends { id } } } }', 1_110],
    ['introspection costs nothing', '{ __schema { types { name } } }', 0],
    ['mutations cost 10', 'mutation { touch }', 10],
    ['each of them', 'mutation { a: touch b: touch }', 20],
    [
      'fragments count where they are spread',
      '{ ...F user { ...U } } fragment F on Query { a: user { ...U } } fragment U on User { best { id } }',
      4,
    ],
    ['inline fragments too', '{ any { ... on User { best { id } } ... on Post { title } } }', 2],
    [
      'input objects cost 1 each',
      'mutation { rename(input: { also: [{ name: "" }, { also: null }] }) { id } }',
      14,
    ],
    [
      'what is never selected costs nothing',
      '{ user @skip(if: true) { id } name @include(if: false) }',
      0,
    ],
  ])('%s', (_what, text, total) => {
    expect(cost(text).total).toBe(total);
  });

  test('variables leave out what they leave out', () => {
    const text = `query ($yes: Boolean!, $no: Boolean = false) {
      user @include(if: $yes) { id }
      ... @skip(if: $no) { users { id } }
      ...F @include(if: $no)
    } fragment F on Query { any { __typename } }`;
    expect(cost(text, { yes: true, no: true }).total).toBe(2);
    expect(cost(text, { yes: true }).total).toBe(11);
    expect(cost(text, { yes: false, no: false }).total).toBe(10);
    expect(cost(text, { yes: false, no: true }).total).toBe(1);
  });

  test('input objects in variables are weighed, as in literals', () => {
    const text =
      'mutation ($input: Rename, $more: [Rename!]) { a: rename(input: $input) { id } b: rename(input: { also: $more }) { id } }';
    expect(cost(text).total).toBe(23);
    const input = { also: [{}, { also: [{}] }], other: [{}], __proto__: { also: [{}] } };
    expect(cost(text, { input, more: [{}, {}] }).total).toBe(23 + 4 + 2);
  });

  test('a value that does not fit is weighed all the same, however deep', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 100_000; level += 1) deep = { also: [deep] };
    expect(cost('mutation ($i: Rename) { rename(input: $i) { id } }', { i: deep }).total).toBe(
      100_012,
    );
  });
});

describe('@cost', () => {
  const schema = (cost: string) => `
    type Query { cheap: Free dear(at: Where @${cost}(weight: 3), how: How, by: By): Int @${cost}(weight: 7) how: How thing: Thing things: [Dear!]! either: Either }
    type Free @${cost}(weight: 0) { id: ID }
    type Dear implements Thing @${cost}(weight: 5) { id: ID name: String @${cost}(weight: 2) }
    type Other implements Thing { id: ID name: String }
    interface Thing { id: ID name: String }
    union Either = Free | Dear
    enum How @${cost}(weight: 4) { WELL }
    scalar Where
    input By { name: String @${cost}(weight: 6) }
  `;

  test.each([
    ['by its own name', 'cost', '"@cost"'],
    ['under another', 'price', '{ name: "@cost", as: "@price" }'],
    ['under the name of federation', 'federation__cost', '"@tag"'],
  ])('weighs fields, types, arguments and inputs %s', (_name, directive, imports) => {
    const cost = costing(withImports(imports, schema(directive)));
    expect(cost('{ cheap { id } }').total).toBe(0);
    expect(cost('{ dear }').total).toBe(7);
    expect(cost('{ dear(at: "x", how: WELL, by: { name: "x" }) }').total).toBe(7 + 3 + 4 + 1 + 6);
    expect(
      cost('query ($h: How, $b: By) { dear(how: $h, by: $b) }', { h: 'WELL', b: { name: '' } })
        .total,
    ).toBe(7 + 4 + 1 + 6);
    expect(cost('query ($h: How) { dear(how: $h) }', { h: null }).total).toBe(7);
    expect(cost('{ how }').total).toBe(4);
    expect(cost('{ things { name } }').total).toBe(10 * (5 + 2));
  });

  test('cannot be passed by on an interface or a union', () => {
    const cost = costing(withImports('"@cost"', schema('cost')));
    expect(cost('{ thing { name } }').total).toBe(5 + 2);
    expect(cost('{ either { __typename } }').total).toBe(5);
  });
});

describe('@listSize', () => {
  const cost = costing(
    withImports(
      '"@listSize"',
      `type Query {
        seven: [Item] @listSize(assumedSize: 7)
        one(first: Int, last: Int): [Item] @listSize(slicingArguments: ["first", "last"])
        any(first: Int = 20, last: Int): [Item] @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false)
        page(first: Int): Page @listSize(slicingArguments: ["first"], sizedFields: ["items", "edges"], assumedSize: 3, requireOneSlicingArgument: false)
      }
      type Page { items: [Item] edges: [Edge] others: [Item] }
      type Edge { node: Item }
      type Item { page(first: Int): Page @listSize(slicingArguments: ["first"], sizedFields: ["items"], requireOneSlicingArgument: false) }`,
    ),
  );
  const id = '{ __typename }';

  test.each([
    ['an assumed size', `{ seven ${id} }`, 7],
    ['a slicing argument', `{ one(first: 4) ${id} }`, 4],
    ['the larger of two', `{ any(first: 4, last: 6) ${id} }`, 6],
    ['a default value', `{ any ${id} }`, 20],
    ['no size below zero', `{ any(first: -5) ${id} }`, 0],
    [
      'the fields of a connection',
      `{ page(first: 4) { items ${id} edges { node ${id} } } }`,
      1 + 4 + 8,
    ],
    ['and not its other fields', `{ page(first: 4) { others ${id} } }`, 1 + 10],
    ['the assumed size of a connection', `{ page { items ${id} } }`, 1 + 3],
    [
      'connections in connections',
      `{ page(first: 2) { items { page(first: 3) { items ${id} } } } }`,
      1 + 2 * (1 + 1 + 3),
    ],
    [
      'connections through fragments',
      `{ page(first: 4) { ...P } other: page(first: 1) { ... on Page { ...P } } } fragment P on Page { items ${id} others ${id} }`,
      2 + 4 + 1 + 20,
    ],
    [
      'fragments with and without a size',
      `{ page(first: 4) { ...P } seven { page { ...P } } } fragment P on Page { items ${id} }`,
      1 + 4 + 7 + 7 + 7 * 10,
    ],
  ])('%s', (_what, text, total) => {
    expect(cost(text).total).toBe(total);
  });

  test('sizes come from variables, their defaults, or those of arguments', () => {
    const text = `query ($n: Int = 5) { any(first: $n) ${id} }`;
    const sizes = [{ n: 3 }, {}, { n: null }, { n: Number.POSITIVE_INFINITY }].map(
      (variables) => cost(text, variables).total,
    );
    expect(sizes).toEqual([3, 5, 20, MOST_COST]);
    expect(cost(`query ($n: Int) { any(first: $n) ${id} }`).total).toBe(20);
  });

  test('a field that needs one slicing argument is told of when it has none, or two', () => {
    const unsliced = { field: 'Query.one', slicing: ['first', 'last'] };
    expect(cost(`{ one ${id} }`)).toMatchObject({ unsliced, total: 10 });
    expect(cost(`{ one(first: 1, last: 2) ${id} }`)).toMatchObject({ unsliced, total: 2 });
    const text = `query ($n: Int) { one(first: $n, last: null) ${id} }`;
    expect(cost(text, { n: null })).toMatchObject({ unsliced });
    expect(cost(text, { n: 2 })).toMatchObject({ unsliced: null, total: 2 });
    expect(cost(`{ any(first: 1, last: 2) ${id} }`)).toMatchObject({ unsliced: null });
  });
});

describe('a subgraph', () => {
  const cost = costing(
    withImports(
      '"@override"',
      'type Query { users: [User!]! } type User @key(fields: "id") { id: ID! shared: Shared @shareable } type Shared @shareable { a: Int }',
    ),
    withImports(
      '"@override"',
      'type User @key(fields: "id") { id: ID! posts: [Post!]! shared: Shared @shareable } type Post { author: User } type Shared @shareable { a: Int }',
    ),
  );
  const partsOf = (text: string) => Object.fromEntries(cost(text).bySubgraph);

  test('counts the fields that it may be asked for', () => {
    expect(partsOf('{ users { id posts { author { id } } } }')).toEqual({ a: 10, b: 200 });
    expect(cost('{ users { id posts { author { id } } } }').total).toBe(210);
  });

  test('counts what it shares with others as its own', () => {
    expect(partsOf('{ users { shared { a } } }')).toEqual({ a: 20, b: 10 });
  });
});

describe('an operation without end', () => {
  const cost = costing('type Query { us: [User!]! } type User { us: [User!]! }');
  const doubling = (levels: number) =>
    `{ us { ...f0 } } ${Array.from({ length: levels }, (_, i) => `fragment f${i} on User { us { ...f${i + 1} } a: us { ...f${i + 1} } }`).join(' ')} fragment f${levels} on User { us { __typename } }`;

  test('is estimated with each fragment once, and never wraps', () => {
    expect(cost(doubling(4)).total).toBe(
      10 + 10 * (20 + 20 * (20 + 20 * (20 + 20 * (20 + 20 * 10)))) - 0,
    );
    for (const levels of [20, 80, 400]) {
      const { total, bySubgraph } = cost(doubling(levels));
      expect([total, bySubgraph.get('a')]).toEqual([MOST_COST, MOST_COST]);
    }
  });
});
