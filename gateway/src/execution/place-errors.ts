import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { clientNameOf } from '../operation/safe-aliases.ts';
import type { SubgraphResponse } from '../transport/subgraph-service.ts';
import type { EntityBatch } from './collect-batches.ts';
import type { Step } from './compile-plan.ts';
import type { Data } from './data.ts';
import { locateObjects, type ResponsePath } from './objects-at-path.ts';
import type { MatchesType } from './type-conditions.ts';

/** All that is told of one answer. */
const MOST_ERRORS = 1_001;
/** One fault of an entity is told at so many of the places where the entity stands. */
const MOST_PLACES = 100;

/**
 * The errors of a subgraph's answer as errors of the client's operation. A path within the answer becomes
 * the path in the response; an error without one is told where the answer's first fields are missing.
 */
export function placeErrors(given: {
  step: Step;
  batches: readonly EntityBatch[];
  response: SubgraphResponse;
  around: { data: Data; matches: MatchesType };
}): readonly GraphQLError[] {
  const { step, batches, response, around } = given;
  const places = lookUpPlaces(batches, around);
  const placed: GraphQLError[] = [];
  for (const error of response.errors ?? []) {
    const paths = Array.isArray(error.path) ? [error.path as ResponsePath] : step.missing;
    const own = paths.flatMap((path) =>
      batches.length === 0
        ? [path]
        : places(path).slice(0, Array.isArray(error.path) ? MOST_PLACES : 1),
    );
    if (own.length === 0) placed.push(toGraphqlError(error, undefined, step));
    for (const path of own) placed.push(toGraphqlError(error, path, step));
    // There may be as many places of each as there are errors.
    if (placed.length >= MOST_ERRORS) break;
  }
  return placed.slice(0, MOST_ERRORS);
}

/** Where in the response a path of an entity answer, `_entities.3.name`, is. */
function lookUpPlaces(
  batches: readonly EntityBatch[],
  { data, matches }: { data: Data; matches: MatchesType },
): (path: ResponsePath) => readonly ResponsePath[] {
  const located = new Map<EntityBatch, ReadonlyMap<Data, readonly ResponsePath[]>[]>();
  return ([responseName, index, ...rest]) => {
    const batch = batches.find(({ entities }) => entities.responseName === responseName);
    if (batch === undefined) return [];
    const maps =
      located.get(batch) ?? batch.entities.paths.map((path) => locateObjects(data, path, matches));
    located.set(batch, maps);
    const targets = typeof index === 'number' ? (batch.targets[index] ?? []) : batch.targets.flat();
    // Two paths may lead to one object.
    return [...new Set(targets)].flatMap((target) =>
      maps.flatMap((map) => (map.get(target) ?? []).map((at) => [...at, ...rest])),
    );
  };
}

function toGraphqlError(
  { message, extensions }: GraphQLFormattedError,
  path: ResponsePath | undefined,
  { fetch, renames }: Step,
): GraphQLError {
  const inResponse = (key: string | number) =>
    typeof key === 'string' ? clientNameOf(renames.get(key) ?? key) : key;
  return new GraphQLError(message, {
    ...(path !== undefined && { path: path.map(inResponse) }),
    extensions: { code: 'SUBGRAPH_ERROR', ...extensions, serviceName: fetch.subgraph },
  });
}
