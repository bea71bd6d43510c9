import type { SelectionTree } from '../operation/selection-tree.ts';
import type {
  ContextArgument,
  FetchNode,
  PlanPath,
  RequiredSelection,
} from '../planning/query-plan.ts';

/** What a fetch reads or writes: a tree of response names below a place in the response. */
interface Region {
  readonly at: readonly string[];
  readonly tree: SelectionTree;
}

/** The regions of the response that a fetch adds to. */
export function writtenBy({ entities }: FetchNode, answer: SelectionTree): readonly Region[] {
  if (entities.length === 0) return [{ at: [], tree: answer }];
  return entities.flatMap(({ responseName, paths }) => {
    const tree = answer.get(responseName) ?? new Map();
    return paths.map((path) => ({ at: fieldsOf(path), tree }));
  });
}

/** The regions that a fetch cannot be made without: representations, and the way to them. */
function readBy({ entities }: FetchNode): readonly Region[] {
  return entities.flatMap(({ paths, requires, contextArguments = [] }) => {
    const tree = requiredTree(requires);
    return paths.flatMap((path) => [
      { at: [], tree: below(path, tree) },
      ...contextArguments.map((argument) => ({ at: [], tree: contextTree(path, argument) })),
    ]);
  });
}

/** The tree of reading a contextual argument: from some objects further out than the entity. */
function contextTree(path: PlanPath, { up, path: from }: ContextArgument): SelectionTree {
  const fields = path.flatMap((segment, index) => (segment.kind === 'Field' ? [index] : []));
  return below([...path.slice(0, fields.at(-up)), ...from], new Map());
}

/**
 * Whether a fetch reads anything that an earlier one writes. Planners put fetches into a sequence more
 * often than their data asks for; what does not depend on each other can be under way together.
 */
export function dependsOn(later: FetchNode, written: readonly Region[]): boolean {
  return readBy(later).some((read) => written.some((region) => overlap(read.tree, region)));
}

/**
 * Whether an object below `region` is also written to by `other`. If none is, one object can stand at
 * several places of the response, and need not be copied to each.
 */
export function reachesInto(other: Region, region: Region): boolean {
  const [outer, inner] = other.at.length <= region.at.length ? [other, region] : [region, other];
  if (!outer.at.every((name, index) => inner.at[index] === name)) return false;
  const atInner = descend(outer.tree, inner.at.slice(outer.at.length));
  if (atInner === undefined) return false;
  // Further in than the region itself: it is one of its objects that is added to.
  if (other.at.length > region.at.length) return true;
  return [...inner.tree].some(
    ([name, tree]) => tree.size > 0 && (atInner.get(name)?.size ?? 0) > 0,
  );
}

function overlap(read: SelectionTree, { at, tree }: Region): boolean {
  const inside = descend(read, at);
  return inside !== undefined && [...inside.keys()].some((name) => tree.has(name));
}

/** The tree below a place, or undefined when the tree does not reach it. */
function descend(tree: SelectionTree, at: readonly string[]): SelectionTree | undefined {
  let current: SelectionTree | undefined = tree;
  for (const name of at) {
    current = current.get(name);
    if (current === undefined) return undefined;
  }
  return current;
}

function requiredTree(requires: readonly RequiredSelection[]): SelectionTree {
  const tree = new Map<string, SelectionTree>();
  for (const selection of requires) {
    const children = requiredTree(selection.selections);
    if (selection.kind === 'Field')
      tree.set(selection.name, union(tree.get(selection.name), children));
    else for (const [name, child] of children) tree.set(name, union(tree.get(name), child));
  }
  return tree;
}

function union(one: SelectionTree | undefined, other: SelectionTree): SelectionTree {
  if (one === undefined) return other;
  const tree = new Map(one);
  for (const [name, child] of other) tree.set(name, union(tree.get(name), child));
  return tree;
}

/** The tree of reading `tree` at a path: the fields on the way, and types where they are asked for. */
function below(path: PlanPath, tree: SelectionTree): SelectionTree {
  const [segment, ...rest] = path;
  if (segment === undefined) return tree;
  const inner = below(rest, tree);
  if (segment.kind === 'List') return inner;
  return segment.kind === 'Field'
    ? new Map([[segment.name, inner]])
    : union(inner, new Map([['__typename', new Map()]]));
}

function fieldsOf(path: PlanPath): readonly string[] {
  return path.flatMap((segment) => (segment.kind === 'Field' ? [segment.name] : []));
}
