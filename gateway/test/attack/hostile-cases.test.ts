import { describe, expect, test } from 'vitest';
import { groups } from '../../attack/groups/groups.ts';
import { runFuzz } from '../../fuzz/run-fuzz.ts';
import { startReviews } from '../support/small-graph.ts';
import { startSmallSubgraph } from '../support/start-small-subgraph.ts';
import { expectWithstood } from './expect-withstood.ts';
import { useAttackedGateway } from './use-attacked-gateway.ts';

const gateway = useAttackedGateway({
  start: () => Promise.all([startFriends(), startReviews()]),
  query: '{ people { name reviews { text } } }',
});

describe('a gateway over small subgraphs', () => {
  test.each(groups)('withstands $name: $summary', async (group) => {
    await expectWithstood(group, gateway());
  });

  test('withstands requests that are made up by chance', async () => {
    const { failure, innocent, requests } = await runFuzz({
      ...{ target: gateway().target, seed: 20_261_127 },
      ...{ mostRequests: 500, durationMs: 15_000, deadlineMs: 10_000 },
    });
    expect(failure).toBeNull();
    expect(innocent.faults).toEqual([]);
    expect(requests).toBeGreaterThan(0);
  });

  test('asked its issuer for keys a few times, whoever came with tokens', () => {
    const { issuer, target } = gateway();
    expect(target.judgesTokens).toBe(true);
    expect(issuer.requests()).toBeLessThan(10);
  });

  test('never showed subgraphs what a client claims to be, nor names that JavaScript knows', () => {
    const received = gateway().subgraphs.flatMap((subgraph) => subgraph.received);
    const claimed = received.flatMap(({ headers }) =>
      Object.keys(headers).filter((name) => /^causeway-(?!assertion$|timeout-ms$)|user/.test(name)),
    );
    expect(claimed.filter((name) => name !== 'user-agent')).toEqual([]);
    expect(received.length).toBeGreaterThan(0);
  });
});

/** People whose friends are people: a type from which one comes back to itself. */
function startFriends() {
  const ids = ['1', '2'];
  return startSmallSubgraph('people', {
    typeDefs: `type Query { people: [Person!]! }
      type Mutation { rename(id: ID!, name: String!): Person }
      type Person @key(fields: "id") { id: ID! name: String! friend: Person friends: [Person!]! }`,
    resolvers: {
      Query: { people: () => ids.map((id) => ({ id })) },
      Mutation: { rename: (_, { id }) => ({ id }) },
      Person: {
        name: (person) => `Person ${(person as { id: string }).id}`,
        friend: () => ({ id: '1' }),
        friends: () => ids.map((id) => ({ id })),
      },
    },
  });
}
