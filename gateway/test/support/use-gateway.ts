import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningGateway, readGatewaySettings, startGateway } from '@causeway/gateway';
import { composeSupergraph } from '@causeway/gateway/compose';
import { afterAll, beforeAll } from 'vitest';
import { type SmallSubgraph, startSmallSubgraph } from './start-small-subgraph.ts';

export interface TestGateway {
  url: string;
  people: SmallSubgraph;
  reviews: SmallSubgraph;
  supergraphFile: string;
  running: RunningGateway;
}

/**
 * A gateway in this process over two small subgraphs: `people` knows names, `reviews` what they wrote.
 * `environment` is the gateway's environment beside PORT and SUPERGRAPH; `config` its settings file.
 */
export function useGateway(
  options: { environment?: () => Record<string, string>; config?: string } = {},
): () => TestGateway {
  let gateway: TestGateway | undefined;
  let folder: string | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-gateway-'));
    const people = await startPeople();
    const reviews = await startReviews();
    const supergraphFile = join(folder, 'supergraph.graphql');
    await writeFile(supergraphFile, supergraphOf([people, reviews]));
    const config = join(folder, 'gateway.yaml');
    await writeFile(config, options.config ?? '{}');
    const settings = readGatewaySettings(
      { config, supergraph: supergraphFile, port: '0' },
      { LOG_LEVEL: 'silent', ...options.environment?.() },
    );
    const running = await startGateway(settings);
    gateway = { url: running.url, people, reviews, supergraphFile, running };
  });

  afterAll(async () => {
    await gateway?.running.close();
    await Promise.all([gateway?.people.stop(), gateway?.reviews.stop()]);
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  return () => {
    if (gateway === undefined) throw new Error('The gateway runs only inside tests.');
    return gateway;
  };
}

/** The supergraph of some small subgraphs. */
export function supergraphOf(subgraphs: readonly SmallSubgraph[]): string {
  return composeSupergraph({ subgraphs }).supergraphSdl;
}

const names: Record<string, string> = { '1': 'Ada', '2': 'Grace' };

function startPeople(): Promise<SmallSubgraph> {
  return startSmallSubgraph('people', {
    typeDefs: `type Query { person(id: ID!): Person people: [Person!]! }
      type Mutation { rename(id: ID!, name: String!): Person }
      type Person @key(fields: "id") { id: ID! name: String! }`,
    resolvers: {
      Query: {
        person: (_, { id }) => (id in names ? { id } : null),
        people: () => Object.keys(names).map((id) => ({ id })),
      },
      Mutation: { rename: (_, { id }) => ({ id }) },
      Person: { name: (person) => names[(person as { id: string }).id] },
    },
  });
}

function startReviews(): Promise<SmallSubgraph> {
  return startSmallSubgraph('reviews', {
    typeDefs: `type Person @key(fields: "id") { id: ID! reviews: [Review!] }
      type Review { text: String! }`,
    resolvers: {
      Person: {
        reviews: (person) => [{ text: `by ${(person as { id: string }).id}` }],
      },
    },
  });
}
