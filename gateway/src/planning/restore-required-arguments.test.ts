import { composeSupergraph } from '@causeway/schema-kit';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { loadSupergraph } from '../supergraph/load-supergraph.ts';
import { createApolloPlanner } from './apollo-planner.ts';
import { describePlan } from './describe-plan.ts';
import type { FetchNode, PlanNode } from './query-plan.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires"])\n`;
const { supergraphSdl } = composeSupergraph({
  subgraphs: [
    {
      name: 'prices',
      url: 'http://prices.test',
      typeDefs: `${LINK} enum Currency { EUR USD }
        type Query { offer: Offer any: [Item] }
        interface Item @key(fields: "id") { id: ID! }
        type Offer implements Item @key(fields: "id") {
          id: ID! price(in: Currency! = EUR, round: Boolean): Int weight: Int shop: Shop }
        type Set implements Item @key(fields: "id") { id: ID! price(in: Currency!): Int }
        type Shop { fee(of: Int): Int }`,
    },
    {
      name: 'labels',
      url: 'http://labels.test',
      typeDefs: `${LINK} enum Currency { EUR USD }
        type Offer @key(fields: "id") {
          id: ID!
          price(in: Currency! = EUR, round: Boolean): Int @external
          weight: Int @external
          shop: Shop @external
          euro: String @requires(fields: "price(in: EUR) weight")
          dollar(n: Int): String @requires(fields: "price(in: USD)")
          rounded: String @requires(fields: "price(in: USD, round: true)")
          plain: String @requires(fields: "price")
          first: String @requires(fields: "shop { fee(of: 1) }")
          second: String @requires(fields: "shop { fee(of: 2) }")
          name: String }
        type Set @key(fields: "id") {
          id: ID! price(in: Currency!): Int @external euro: String @requires(fields: "price(in: EUR)") }
        type Shop { fee(of: Int): Int @external }`,
    },
  ],
});
const planner = createApolloPlanner(loadSupergraph(supergraphSdl));
const plan = (source: string) =>
  planner.plan({
    document: parse(source),
    overridePercentage: 0,
    signal: new AbortController().signal,
  });

function fetchesOf(node: PlanNode | null): readonly FetchNode[] {
  if (node === null) return [];
  if (node.kind === 'Fetch') return [node];
  return node.nodes.flatMap(fetchesOf);
}

/** Each fetch: its document, and of each field of a representation how it is read and sent. */
async function outline(source: string): Promise<readonly string[]> {
  const { node } = await plan(source);
  return fetchesOf(node).map(({ document, entities }) => {
    const sent = entities.flatMap(({ requires }) => requires.map(textOf)).join(' ');
    return entities.length === 0 ? document : `${sent} => ${document}`;
  });
}

function textOf(selection: FetchNode['entities'][number]['requires'][number]): string {
  const below = selection.selections.map(textOf).join(' ');
  if (selection.kind === 'InlineFragment') return `${selection.typeCondition} { ${below} }`;
  const { name, sendAs } = selection;
  return `${name === sendAs ? name : `${sendAs}: ${name}`}${below && ` { ${below} }`}`;
}

test('a required field is asked for with its arguments, and sent under its name', async () => {
  expect(describePlan(await plan('{ offer { euro } }')).planText).toMatchInlineSnapshot(`
    "QueryPlan {
      Sequence {
        Fetch(service: "prices") {
          {
            offer {
              __typename
              id
              aliased_1_price: price(in: EUR)
              weight
            }
          }
        },
        Flatten(path: "offer") {
          Fetch(service: "labels") {
            {
              ... on Offer {
                __typename
                id
                aliased_1_price
                weight
              }
            } =>
            {
              ... on Offer {
                euro
              }
            }
          }
        }
      }
    }"
  `);
  expect(await outline('{ offer { euro } }')).toMatchInlineSnapshot(`
    [
      "{offer{__typename id aliased_1_price:price(in:EUR)weight}}",
      "Offer { __typename id price: aliased_1_price weight } => query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{euro}}}",
    ]
  `);
});

test("a required field is apart from the client's, whatever that is called", async () => {
  expect(await outline('{ offer { price(in: USD) plain } }')).toMatchInlineSnapshot(`
    [
      "{offer{__typename id price(in:USD)aliased_4_price:price}}",
      "Offer { __typename id price: aliased_4_price } => query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{plain}}}",
    ]
  `);
});

test('fields that require a field with different arguments are fetched apart', async () => {
  expect(
    await outline(
      'query ($n: Int) { offer { __typename name euro dollar(n: $n) plain rounded weight } }',
    ),
  ).toMatchInlineSnapshot(`
    [
      "{offer{__typename id aliased_3_price:price(in:USD round:true)aliased_4_price:price aliased_2_price:price(in:USD)aliased_1_price:price(in:EUR)weight}}",
      "Offer { __typename id price: aliased_1_price weight } => query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{__typename name euro}}}",
      "Offer { __typename id price: aliased_2_price weight } => query($representations:[_Any!]!$n:Int){_entities(representations:$representations){...on Offer{dollar(n:$n)}}}",
      "Offer { __typename id price: aliased_4_price weight } => query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{plain}}}",
      "Offer { __typename id price: aliased_3_price weight } => query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{rounded}}}",
    ]
  `);
});

test('fields are told apart below required objects', async () => {
  expect(await outline('{ offer { first second } }')).toMatchInlineSnapshot(`
    [
      "{offer{__typename id shop{aliased_6_fee:fee(of:2)aliased_5_fee:fee(of:1)}}}",
      "Offer { __typename id shop { fee: aliased_5_fee } } => query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{first}}}",
      "Offer { __typename id shop { fee: aliased_6_fee } } => query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{second}}}",
    ]
  `);
});

test('each part of a fetch has the variables that it uses', async () => {
  const { node } = await plan(
    'query ($n: Int, $no: Boolean!) { offer { euro dollar(n: $n) @skip(if: $no) } }',
  );
  const parts = fetchesOf(node).slice(1);
  expect(parts.map(({ document, variables }) => [document, variables])).toMatchInlineSnapshot(`
    [
      [
        "query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{euro}}}",
        [],
      ],
      [
        "query($representations:[_Any!]!$n:Int$no:Boolean!){_entities(representations:$representations){...on Offer{dollar(n:$n)@skip(if:$no)}}}",
        [
          "n",
          "no",
        ],
      ],
    ]
  `);
});

test('a type whose fields do not conflict is asked for in one part', async () => {
  expect(
    await outline('{ any { ... on Offer { euro dollar } ... on Set { euro } } }'),
  ).toMatchInlineSnapshot(`
    [
      "{any{__typename ...on Offer{__typename id aliased_2_price:price(in:USD)aliased_1_price:price(in:EUR)weight}...on Set{__typename id aliased_1_price:price(in:EUR)}}}",
      "Offer { __typename id price: aliased_1_price weight } Set { __typename id price: aliased_1_price } => query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{euro}...on Set{euro}}}",
      "Offer { __typename id price: aliased_2_price weight } Set { __typename id } => query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{dollar}}}",
    ]
  `);
});

test('an operation without such requirements is planned as ever', async () => {
  expect(await outline('{ offer { name price(in: USD) } }')).toMatchInlineSnapshot(`
    [
      "{offer{__typename id price(in:USD)}}",
      "Offer { __typename id } => query($representations:[_Any!]!){_entities(representations:$representations){...on Offer{name}}}",
    ]
  `);
});
