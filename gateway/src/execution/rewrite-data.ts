import type { PlanPath, Rewrite } from '../planning/query-plan.ts';
import { type Data, isData, readOwn, setOwn } from './data.ts';
import type { MatchesType } from './type-conditions.ts';

/** Changes data as a plan says, in place: the planner gave some of it names or types of its own. */
export function rewriteData(
  value: unknown,
  rewrites: readonly Rewrite[],
  matches: MatchesType,
): void {
  for (const rewrite of rewrites) rewriteAt(value, rewrite.path, rewrite, matches);
}

function rewriteAt(value: unknown, path: PlanPath, rewrite: Rewrite, matches: MatchesType): void {
  if (Array.isArray(value)) {
    for (const item of value) rewriteAt(item, path, rewrite, matches);
    return;
  }
  const [segment, ...rest] = path.filter(({ kind }) => kind !== 'List');
  if (!isData(value) || segment === undefined || segment.kind === 'List') return;
  if (segment.kind === 'TypeCondition') {
    if (mayBe(value, segment.types, matches)) rewriteAt(value, rest, rewrite, matches);
  } else if (rest.length > 0) rewriteAt(readOwn(value, segment.name), rest, rewrite, matches);
  else rewriteKey(value, segment.name, rewrite);
}

/** A rewrite is also for objects that do not say what they are: the planner did not need to ask. */
function mayBe({ __typename }: Data, types: readonly string[], matches: MatchesType): boolean {
  return __typename === undefined || types.some((type) => matches(__typename, type));
}

function rewriteKey(data: Data, name: string, rewrite: Rewrite): void {
  if (rewrite.kind === 'SetValue') {
    setOwn(data, name, rewrite.value);
  } else if (Object.hasOwn(data, name)) {
    // Whatever the value: 0, "", false and null are answers too.
    setOwn(data, rewrite.to, data[name]);
    delete data[name];
  }
}
