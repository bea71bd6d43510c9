import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { composeSupergraph } from '@causeway/schema-kit';
import { execute, type GraphQLSchema, parse } from 'graphql';
import type { GraphFiles, GraphSetup } from './contenders/contender.ts';
import { addResolvers } from './subgraphs/add-resolvers.ts';
import type { GraphqlRequest, Workload } from './workloads/workload.ts';

export interface PreparedGraph extends GraphFiles {
  /** The answer by graphql-js on the data itself, without any gateway. */
  answer(request: GraphqlRequest): Promise<unknown>;
}

/** Composes a workload's graph for subgraphs that are where `urlOf` says, and writes what the gateways read. */
export function prepareGraph(options: {
  workload: Workload;
  urlOf: (subgraph: string) => string;
  folder: string;
}): PreparedGraph {
  const { workload, urlOf } = options;
  const folder = join(options.folder, workload.name);
  mkdirSync(folder);
  const subgraphs = workload.subgraphs.map(({ name, typeDefs }) => ({
    name,
    typeDefs,
    url: urlOf(name),
  }));
  const { supergraphSdl } = composeSupergraph({ subgraphs });
  const supergraphFile = join(folder, 'supergraph.graphql');
  const setup: GraphSetup = {
    supergraphFile,
    subgraphs: subgraphs.map(({ name, url, typeDefs }) => ({ name, url, sdl: typeDefs })),
    forwardedHeaders: workload.forwardedHeaders,
  };
  const setupFile = join(folder, 'setup.json');
  writeFileSync(supergraphFile, supergraphSdl);
  writeFileSync(setupFile, JSON.stringify(setup));
  const schema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  addResolvers(schema, workload.resolvers);
  return {
    folder,
    supergraphFile,
    setupFile,
    setup,
    answer: (request) => answerOf(schema, request),
  };
}

async function answerOf(schema: GraphQLSchema, { query, variables }: GraphqlRequest) {
  const document = parse(query);
  const { data, errors } = await execute({ schema, document, variableValues: variables });
  if (errors !== undefined) throw new Error(`The workload's own data fails: ${errors[0]}`);
  // As a client would have it: plain objects.
  return JSON.parse(JSON.stringify(data));
}
