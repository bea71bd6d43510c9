import { ApolloServer } from '@apollo/server';
import { type Authorization, CausewayGateway } from '@causeway/gateway';
import { composeSupergraph } from '@causeway/schema-kit';
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

export interface ComposedGraph {
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

/** Who asks, in tests of access: nobody signed in, unless there is one. */
export interface Caller {
  readonly scopes?: readonly string[];
  readonly policies?: readonly string[];
}

/** Takes the caller from the context value `{ caller }`. */
const callerRights: Authorization['rightsOf'] = (context) => {
  const { caller } = context as { caller?: Caller };
  return {
    isAuthenticated: caller !== undefined,
    hasScope: (scope) => caller?.scopes?.includes(scope) === true,
    satisfiesPolicy: (policy) => caller?.policies?.includes(policy) === true,
  };
};

/** A graph for the tests of this suite, planned by one planner; `composed` is called before the first. */
export function useGraph(
  composed: () => ComposedGraph,
  planner: PlannerName,
  authorization: Authorization = { rightsOf: callerRights },
): () => Graph {
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
      authorization,
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
  ...['@authenticated', '@requiresScopes', '@policy'],
];

/** A schema that links federation itself stays as it is. */
function withLink(typeDefs: string): string {
  if (typeDefs.includes('specs.apollo.dev/federation/')) return typeDefs;
  const imports = DIRECTIVES.map((name) => JSON.stringify(name)).join(', ');
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n${typeDefs}`;
}
