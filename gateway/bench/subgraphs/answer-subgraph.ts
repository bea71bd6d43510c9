import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, execute, type GraphQLSchema, parse } from 'graphql';
import type { Workload } from '../workloads/workload.ts';
import { addResolvers } from './add-resolvers.ts';

export type AnswerSubgraph = (subgraph: string, body: string) => Promise<string>;

/**
 * Answers what gateways ask of a workload's subgraphs by executing it, whichever way they ask: slowly, and
 * correctly. `serveSubgraphs` keeps the answers.
 */
export function answerSubgraph(workload: Workload): AnswerSubgraph {
  const schemas = new Map(
    workload.subgraphs.map(({ name, typeDefs }) => [name, schemaOf(workload, parse(typeDefs))]),
  );
  const documents = new Map<string, DocumentNode>();
  return async (subgraph, body) => {
    const schema = schemas.get(subgraph);
    if (schema === undefined) throw new Error(`There is no subgraph "${subgraph}".`);
    const { query, variables, operationName } = JSON.parse(body);
    let document = documents.get(query);
    if (document === undefined) {
      document = parse(query);
      documents.set(query, document);
    }
    const result = await execute({ schema, document, variableValues: variables, operationName });
    return JSON.stringify(result);
  };
}

function schemaOf(workload: Workload, typeDefs: DocumentNode): GraphQLSchema {
  const schema = addResolvers(buildSubgraphSchema([{ typeDefs }]), workload.resolvers);
  const entities = schema.getQueryType()?.getFields()._entities;
  if (entities !== undefined) {
    entities.resolve = (_root, { representations }) =>
      representations.map((representation: Entity) => findEntity(workload, representation));
  }
  return schema;
}

type Entity = Record<string, unknown> & { __typename: string };

/** What the gateway sends along (`@requires`) beats what the subgraph knows. */
function findEntity({ entities }: Workload, representation: Entity): Entity | null {
  const known = entities[representation.__typename]?.(representation) ?? null;
  return known === null ? null : { ...known, ...representation };
}
