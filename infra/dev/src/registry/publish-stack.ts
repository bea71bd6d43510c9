import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { type SubgraphName, subgraphs } from '@causeway/database';
import { inRepository, repository } from '../repository.ts';
import { UserError } from '../user-error.ts';
import type { AskRegistry } from './ask-registry.ts';
import { LOCAL_GRAPH, LOCAL_REF } from './local-graph.ts';

/** The version that is served now, and whether it is one that came of this. */
export interface StackVersion {
  number: number;
  isNew: boolean;
}

/** Makes the graph of this machine in the registry, unless it is there. */
export async function ensureLocalGraph(
  ask: AskRegistry,
  adminToken: string,
): Promise<{ isNew: boolean }> {
  const { createGraph } = await ask<{ createGraph: { __typename: string } }>({
    token: adminToken,
    query: 'mutation ($name: String!) { createGraph(name: $name) { __typename } }',
    variables: { name: LOCAL_GRAPH },
  });
  return { isNew: createGraph.__typename === 'Graph' };
}

/**
 * Publishes the three schemas with the addresses that the subgraphs have in this stack; what has not
 * changed makes no new version. Throws UserError, with file, line and what to do, if they do not compose.
 */
export async function publishStack(
  ask: AskRegistry,
  options: { token: string; urls: Record<SubgraphName, string> },
): Promise<StackVersion> {
  const { publishSubgraphs: answer } = await ask<{ publishSubgraphs: Answer }>({
    token: options.token,
    query: PUBLISH,
    variables: { input: { ref: LOCAL_REF, subgraphs: await readSubgraphs(options.urls) } },
  });
  if (answer.__typename === 'Published') {
    return { number: answer.version.number, isNew: answer.changed };
  }
  const problems = (answer.problems ?? []).map(describe);
  throw new UserError([answer.message, ...problems].join('\n'));
}

const PUBLISH = `mutation ($input: PublishSubgraphsInput!) {
  publishSubgraphs(input: $input) {
    __typename
    ... on Published { changed version { number } }
    ... on Failure { message }
    ... on DoesNotCompose { problems { message fix places { subgraph line column } } }
  }
}`;

type Answer =
  | { __typename: 'Published'; changed: boolean; version: { number: number } }
  | { __typename: 'DoesNotCompose' | 'InvalidInput'; message: string; problems?: Problem[] };

interface Problem {
  message: string;
  fix: string | null;
  places: readonly { subgraph: SubgraphName; line: number; column: number }[];
}

const schemaFile = (service: SubgraphName) =>
  inRepository('services', service, 'src/schema.graphql');

function readSubgraphs(urls: Record<SubgraphName, string>) {
  return Promise.all(
    subgraphs.map(async (name) => ({
      name,
      routingUrl: urls[name],
      sdl: await readFile(schemaFile(name), 'utf8'),
    })),
  );
}

function describe({ message, fix, places }: Problem): string {
  const at = places.map(
    ({ subgraph, line, column }) =>
      `\n    at ${relative(repository, schemaFile(subgraph))}:${line}:${column}`,
  );
  return `  ${message}${at.join('')}${fix === null ? '' : `\n    ${fix}`}`;
}
