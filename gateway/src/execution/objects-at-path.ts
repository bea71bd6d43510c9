import type { PathSegment, PlanPath } from '../planning/query-plan.ts';
import { type Data, isData, readOwn } from './data.ts';
import type { MatchesType } from './type-conditions.ts';

export type ResponsePath = readonly (string | number)[];

/**
 * Visits the objects at a path of a plan, in the order of the response; lists on the way are entered. The
 * root is of whatever type a path says: subgraphs are not asked for it.
 */
export function forEachObject(
  root: Data,
  path: PlanPath,
  matches: MatchesType,
  visit: (object: Data, ancestors: readonly Data[]) => void,
): void {
  // The objects on the way to what is entered: one list, changed on the way.
  const ancestors: Data[] = [];
  const segments = path.filter((segment) => segment.kind !== 'List');
  enter(root, 0);

  function enter(value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) enter(value[index], depth);
      return;
    }
    const object = value as Data;
    const segment = segments[depth];
    if (segment === undefined) visit(object, ancestors);
    else if (segment.kind === 'Field') {
      ancestors.push(object);
      enter(readOwn(object, segment.name), depth + 1);
      ancestors.pop();
    } else if (object === root || isOfOneType(object, segment, matches)) enter(object, depth + 1);
  }
}

/** Where in the response the objects at a path are: needed for errors only, so not noted before. */
export function locateObjects(
  root: Data,
  path: PlanPath,
  matches: MatchesType,
): ReadonlyMap<Data, readonly ResponsePath[]> {
  const located = new Map<Data, ResponsePath[]>();
  locate(root, 0, []);
  return located;

  function locate(value: unknown, depth: number, at: ResponsePath): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) locate(item, depth, [...at, index]);
      return;
    }
    if (!isData(value)) return;
    const segment = path[depth];
    if (segment === undefined) located.set(value, [...(located.get(value) ?? []), at]);
    else if (segment.kind === 'List') locate(value, depth + 1, at);
    else if (segment.kind === 'Field')
      locate(value[segment.name], depth + 1, [...at, segment.name]);
    else if (value === root || isOfOneType(value, segment, matches)) locate(value, depth + 1, at);
  }
}

function isOfOneType(
  { __typename }: Data,
  { types }: Extract<PathSegment, { kind: 'TypeCondition' }>,
  matches: MatchesType,
): boolean {
  return types.some((type) => matches(__typename, type));
}
