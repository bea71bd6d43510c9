import { createHash } from 'node:crypto';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { composeSupergraph } from '../supergraph/compose-supergraph.ts';
import { loadSupergraph } from '../supergraph/load-supergraph.ts';
import { createApolloPlanner } from './apollo-planner.ts';
import { describePlan } from './describe-plan.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const { supergraphSdl } = composeSupergraph({
  subgraphs: [
    {
      name: 'people',
      url: 'http://people.test',
      typeDefs: `${LINK} type Query { me: Person } type Person @key(fields: "id") { id: ID! friend: Person }`,
    },
    {
      name: 'reviews',
      url: 'http://reviews.test',
      typeDefs: `${LINK} type Person @key(fields: "id") { id: ID! reviews: [String!] }`,
    },
  ],
});
const planner = createApolloPlanner(loadSupergraph(supergraphSdl));

const plan = (source: string, operationName?: string) =>
  planner.plan({
    document: parse(source),
    documentHash: createHash('sha256').update(source).digest('hex'),
    operationName,
  });

test('plans a fetch of entities, described as JSON with what it sends of each', async () => {
  const { plan: description } = describePlan(await plan('{ me { reviews } }'));
  expect(description).toEqual({
    kind: 'QueryPlan',
    node: {
      kind: 'Sequence',
      nodes: [
        { kind: 'Fetch', serviceName: 'people', operation: '{me{__typename id}}' },
        {
          kind: 'Flatten',
          path: ['me'],
          node: {
            kind: 'Fetch',
            serviceName: 'reviews',
            operation: expect.stringContaining('_entities(representations:$representations)'),
            requires: [
              {
                kind: 'InlineFragment',
                typeCondition: 'Person',
                selections: [
                  { kind: 'Field', name: '__typename' },
                  { kind: 'Field', name: 'id' },
                ],
              },
            ],
          },
        },
      ],
    },
  });
});

test('describes what is fetched under a condition', async () => {
  const source = 'query ($more: Boolean!) { me { id ... @include(if: $more) { reviews } } }';
  expect(describePlan(await plan(source)).planText).toMatchInlineSnapshot(`
    "QueryPlan {
      Sequence {
        Fetch(service: "people") {
          {
            me {
              id
              ... @include(if: $more) {
                __typename
                id
              }
            }
          }
        },
        Include(if: $more) {
          Flatten(path: "me") {
            Fetch(service: "reviews") {
              {
                ... on Person {
                  __typename
                  id
                }
              } =>
              {
                ... on Person {
                  reviews
                }
              }
            },
          }
        },
      },
    }"
  `);
});

test('plans the operation that is named', async () => {
  const source = 'query A { me { id } } query B { me { reviews } }';
  expect((await plan(source, 'A')).node?.kind).toBe('Fetch');
  expect((await plan(source, 'B')).node?.kind).toBe('Sequence');
});

test('needs no subgraph for what the schema itself answers', async () => {
  expect(describePlan(await plan('{ __typename }')).plan.node).toBeNull();
});

test('refuses fragments that double thirty times over', async () => {
  const doubling = Array.from(
    { length: 30 },
    (_, i) => `fragment F${i} on Person { friend { ...F${i + 1} } f: friend { ...F${i + 1} } }`,
  );
  const source = `{ me { ...F0 } } ${doubling.join(' ')} fragment F30 on Person { id }`;
  await expect(plan(source)).rejects.toMatchObject({
    code: 'OPERATION_TOO_COMPLEX',
    httpStatus: 400,
  });
});
