import { ApolloServer } from '@apollo/server';
import { CausewayGateway } from '@causeway/gateway';
import { composeSupergraph } from '@causeway/gateway/compose';
import { afterAll, beforeAll } from 'vitest';
import {
  createInProcessSubgraph,
  type InProcessSubgraph,
  type SentRequest,
  type SubgraphDefinition,
} from './in-process-subgraph.ts';

export type PlannerName = 'hive' | 'apollo' | 'auto';

/** Subgraphs by their names. */
export type GraphDefinition = Record<string, Omit<SubgraphDefinition, 'name'>>;

export interface Graph {
  readonly server: ApolloServer;
  readonly subgraphs: readonly InProcessSubgraph[];
  readonly sent: SentRequest[];
}

interface ComposedGraph {
  readonly subgraphs: readonly SubgraphDefinition[];
  readonly supergraphSdl: string;
}

/** Composes the supergraph. Throws CompositionError. */
export function composeGraph(definitions: GraphDefinition): ComposedGraph {
  const subgraphs = Object.entries(definitions).map(([name, rest]) => ({ name, ...rest }));
  const { supergraphSdl } = composeSupergraph({
    subgraphs: subgraphs.map(({ name, typeDefs }) => ({
      name,
      url: `http://${name}.invalid`,
      typeDefs: withLink(typeDefs),
    })),
  });
  return { subgraphs, supergraphSdl };
}

/** A graph for the tests of this suite, planned by one planner; `composed` is called before the first. */
export function useGraph(composed: () => ComposedGraph, planner: PlannerName): () => Graph {
  let graph: Graph | undefined;

  beforeAll(async () => {
    const sent: SentRequest[] = [];
    const { supergraphSdl, subgraphs: definitions } = composed();
    const subgraphs = definitions.map((definition) =>
      createInProcessSubgraph(
        { ...definition, typeDefs: withLink(definition.typeDefs) },
        (request) => sent.push(request),
      ),
    );
    const gateway = new CausewayGateway({
      supergraphSdl,
      planner,
      buildService: ({ name }) => {
        const subgraph = subgraphs.find((candidate) => candidate.name === name);
        if (subgraph === undefined) throw new Error(`There is no subgraph "${name}".`);
        return subgraph;
      },
    });
    const server = new ApolloServer({ gateway });
    await server.start();
    graph = { server, subgraphs, sent };
  });
  afterAll(() => graph?.server.stop());

  return () => {
    if (graph === undefined) throw new Error('The graph is there only inside tests.');
    return graph;
  };
}

const DIRECTIVES = [
  ...['@key', '@shareable', '@external', '@requires', '@provides', '@override', '@inaccessible'],
  ...['@tag', '@interfaceObject', '@composeDirective', '@context', '@fromContext'],
];

function withLink(typeDefs: string): string {
  const imports = DIRECTIVES.map((name) => JSON.stringify(name)).join(', ');
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n${typeDefs}`;
}
