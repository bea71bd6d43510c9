import { composeSupergraph } from '@causeway/schema-kit';
import { type SmallSubgraph, startSmallSubgraph } from './start-small-subgraph.ts';

/** The supergraph of some small subgraphs. */
export function supergraphOf(subgraphs: readonly SmallSubgraph[]): string {
  return composeSupergraph({ subgraphs }).supergraphSdl;
}

const names: Record<string, string> = { '1': 'Ada', '2': 'Grace' };

/** Knows the names of people, and what not everyone may know. */
export function startPeople(): Promise<SmallSubgraph> {
  return startSmallSubgraph('people', {
    typeDefs: `type Query { person(id: ID!): Person people(order: Order): [Person!]! }
      type Mutation { rename(id: ID!, name: String!): Person }
      type Person @key(fields: "id") { id: ID! name: String!
        email: String @federation__authenticated
        salary: Int @federation__requiresScopes(scopes: [["people:pay"]])
        file: String @federation__policy(policies: [["staff"]]) }
      enum Order { NAME AGE }`,
    resolvers: {
      Query: {
        person: (_, { id }) => (id in names ? { id } : null),
        people: () => Object.keys(names).map((id) => ({ id })),
      },
      Mutation: { rename: (_, { id }) => ({ id }) },
      Person: {
        name: (person) => names[(person as { id: string }).id],
        email: (person) => `${names[(person as { id: string }).id]?.toLowerCase()}@people.test`,
        salary: () => 100,
        file: () => 'Good.',
      },
    },
  });
}

/** Knows what people wrote. */
export function startReviews(): Promise<SmallSubgraph> {
  return startSmallSubgraph('reviews', {
    typeDefs: `type Query { lastReview: Review }
      type Person @key(fields: "id") { id: ID! reviews: [Review!] }
      type Review { text: String! }`,
    resolvers: {
      Query: { lastReview: () => ({ text: 'the last' }) },
      Person: {
        reviews: (person) => [{ text: `by ${(person as { id: string }).id}` }],
      },
    },
  });
}
