import type { SchemaElement, TypeElement } from './read-elements.ts';

/** The types that can be got to from the root types by what is not hidden. */
export function findReachable(
  types: readonly TypeElement[],
  hidden: ReadonlySet<string>,
  roots: readonly string[],
): ReadonlySet<string> {
  const byName = new Map(types.map((type) => [type.coordinate, type]));
  const implementers = new Map<string, string[]>();
  for (const { coordinate, implements: interfaces } of types) {
    for (const name of interfaces) {
      implementers.set(name, [...(implementers.get(name) ?? []), coordinate]);
    }
  }
  const reached = new Set<string>();
  const open = [...roots];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const type = byName.get(name);
    if (type === undefined || reached.has(name) || hidden.has(name)) continue;
    reached.add(name);
    // An object of an interface may be any that implements it.
    open.push(...namedIn(type, hidden), ...(implementers.get(name) ?? []));
  }
  return reached;
}

function namedIn({ types, members }: SchemaElement, hidden: ReadonlySet<string>): string[] {
  const open = members.filter(({ coordinate }) => !hidden.has(coordinate));
  return [...types, ...open.flatMap((member) => namedIn(member, hidden))];
}
