import { composeSupergraph } from '@causeway/schema-kit';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { loadSupergraph } from '../supergraph/load-supergraph.ts';
import { createApolloPlanner } from './apollo-planner.ts';
import { describePlan } from './describe-plan.ts';
import { createHivePlanner } from './hive-planner.ts';

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
const PLAN_TEXT = `QueryPlan {
  Sequence {
    Fetch(service: "people") {
      {
        me {
          __typename
          id
        }
      }
    },
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
      }
    }
  }
}`;
const supergraph = loadSupergraph(supergraphSdl);

describe.each([
  ["Apollo's planner", createApolloPlanner(supergraph)],
  ["Hive's planner", createHivePlanner(supergraphSdl)],
])('%s', (_name, planner) => {
  const plan = (source: string) =>
    planner.plan({
      document: parse(source),
      overridePercentage: 0,
      signal: new AbortController().signal,
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
              operation: expect.stringMatching(/_entities\(representations: ?\$representations\)/),
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

  test('writes down what is fetched', async () => {
    const { planText } = describePlan(await plan('{ me { id reviews } }'));
    expect(planText).toBe(PLAN_TEXT);
  });
});
