import {
  IntrospectAndCompose,
  RemoteGraphQLDataSource,
  type SupergraphManager,
} from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { CausewayGateway, type CausewayGatewayOptions } from '@causeway/gateway';
import { composeSupergraph } from '@causeway/schema-kit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPeople, startReviews, supergraphOf } from '../support/small-graph.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';

let people: SmallSubgraph;
let reviews: SmallSubgraph;
let server: ApolloServer | undefined;

beforeAll(async () => {
  [people, reviews] = await Promise.all([startPeople(), startReviews()]);
});
afterEach(() => server?.stop());
afterAll(() => Promise.all([people.stop(), reviews.stop()]));

/** An Apollo Server as its users have it, with our gateway in place of theirs. */
async function serve(options: CausewayGatewayOptions): Promise<CausewayGateway> {
  const gateway = new CausewayGateway(options);
  server = new ApolloServer({ gateway });
  await server.start();
  return gateway;
}

async function ask(query: string): Promise<unknown> {
  const response = await server?.executeOperation({ query });
  if (response?.body.kind !== 'single') throw new Error('Expected a single result.');
  return JSON.parse(JSON.stringify(response.body.singleResult));
}

const QUERY = '{ person(id: "1") { name reviews { text } } }';
const ANSWER = { data: { person: { name: 'Ada', reviews: [{ text: 'by 1' }] } } };

describe('in Apollo Server, in place of ApolloGateway', () => {
  test('it takes a supergraph as text, and finds subgraphs by itself', async () => {
    await serve({ supergraphSdl: supergraphOf([people, reviews]) });
    expect(await ask(QUERY)).toEqual(ANSWER);
  });

  test('it takes a function that loads the supergraph, and is cleaned up after', async () => {
    let isCleanedUp = false;
    const gateway = await serve({
      supergraphSdl: async () => ({
        supergraphSdl: supergraphOf([people, reviews]),
        cleanup: async () => {
          isCleanedUp = true;
        },
      }),
    });
    expect(await ask(QUERY)).toEqual(ANSWER);
    await server?.stop();
    server = undefined;
    expect([isCleanedUp, gateway.isLoaded]).toEqual([true, false]);
  });

  test("it takes Apollo's own managers, which ask subgraphs for their schemas", async () => {
    const subgraphs = [people, reviews].map(({ name, url }) => ({ name, url }));
    await serve({
      supergraphSdl: new IntrospectAndCompose({ subgraphs, subgraphHealthCheck: true }),
    });
    expect(await ask(QUERY)).toEqual(ANSWER);
  });

  test('it asks subgraphs through the data sources that `buildService` makes', async () => {
    class Signed extends RemoteGraphQLDataSource {
      override willSendRequest({ request }: Parameters<typeof this.process>[0]) {
        request.http?.headers.set('x-signed', 'yes');
      }
    }
    await serve({
      supergraphSdl: supergraphOf([people, reviews]),
      buildService: ({ url = '' }) => new Signed({ url }),
    });
    await ask(QUERY);
    expect(people.received.at(-1)?.headers['x-signed']).toBe('yes');
    expect(reviews.received.at(-1)?.headers['x-signed']).toBe('yes');
  });

  test('it tells the plan of an operation with the context value of the request', async () => {
    const seen: unknown[] = [];
    await serve({
      supergraphSdl: supergraphOf([people, reviews]),
      onPlanned: (context, { plan, planningMs }) =>
        seen.push([context, plan.node?.kind, planningMs]),
    });
    await server?.executeOperation({ query: QUERY }, { contextValue: { caller: 'test' } });
    expect(seen).toEqual([[{ caller: 'test' }, 'Sequence', expect.any(Number)]]);
  });

  test('it refuses subscriptions, which no subgraph could be asked for', async () => {
    const typeDefs = 'type Query { a: Int } type Subscription { tick: Int }';
    const { supergraphSdl } = composeSupergraph({
      subgraphs: [{ name: 'clock', url: 'http://clock.invalid', typeDefs }],
    });
    await serve({ supergraphSdl });
    expect(await ask('subscription { tick }')).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  test('it lets go of a manager that was still loading when it was stopped', async () => {
    const loaded = Promise.withResolvers<string>();
    let isCleanedUp = false;
    const gateway = new CausewayGateway({
      supergraphSdl: async () => ({
        supergraphSdl: await loaded.promise,
        cleanup: async () => {
          isCleanedUp = true;
        },
      }),
    });
    const loading = gateway.load();
    await gateway.stop();
    loaded.resolve(supergraphOf([people]));
    await expect(loading).rejects.toThrow('stopped');
    expect([isCleanedUp, gateway.isLoaded]).toEqual([true, false]);
  });

  test('a supergraph that cannot be loaded stops the start', async () => {
    await expect(serve({ supergraphSdl: 'type Query { a: Int }' })).rejects.toThrow(
      /not a .*supergraph|core/i,
    );
    server = undefined;
  });
});

describe('when the supergraph is replaced', () => {
  let update: (sdl: string) => void;
  const manager: SupergraphManager = {
    initialize: async (options) => {
      update = options.update;
      return { supergraphSdl: supergraphOf([people, reviews]) };
    },
  };

  test('a request in flight ends on the supergraph that it began with', async () => {
    await serve({ supergraphSdl: manager });
    const release = people.holdNext();
    const answer = ask(QUERY);
    await release.arrived;
    update(supergraphOf([people]));
    expect(await ask(QUERY)).toMatchObject({ errors: [{ message: expect.any(String) }] });
    release.answer();
    expect(await answer).toEqual(ANSWER);
  });

  test('an invalid one is refused and changes nothing', async () => {
    const gateway = await serve({ supergraphSdl: manager });
    expect(() => update('type Query { a: Int }')).toThrow();
    expect(await ask(QUERY)).toEqual(ANSWER);
    expect(gateway.subgraphs.map(({ name }) => name)).toEqual(['people', 'reviews']);
  });

  test('a subgraph that stays keeps its data source', async () => {
    const built: string[] = [];
    await serve({
      supergraphSdl: manager,
      buildService: ({ name, url = '' }) => {
        built.push(name);
        return new RemoteGraphQLDataSource({ url });
      },
    });
    update(supergraphOf([people]));
    update(supergraphOf([people, reviews]));
    expect(built).toEqual(['people', 'reviews', 'reviews']);
  });

  test('it is not replaced any more after the stop', async () => {
    await serve({ supergraphSdl: manager });
    await server?.stop();
    server = undefined;
    expect(() => update(supergraphOf([people]))).toThrow('stopped');
  });
});
