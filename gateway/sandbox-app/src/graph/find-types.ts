import type { GraphType } from './read-graph.ts';

/** The types whose names have the text in them: the name itself first, then those that begin with it. */
export function findTypes(types: readonly GraphType[], text: string): readonly GraphType[] {
  const wanted = text.trim().toLowerCase();
  const rankOf = ({ name }: GraphType) => {
    const at = name.toLowerCase().indexOf(wanted);
    if (wanted === '' || at > 0) return 2;
    return name.length === wanted.length ? 0 : 1;
  };
  return types
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .toSorted(
      (one, other) =>
        rankOf(one) - rankOf(other) || one.name.localeCompare(other.name, 'en', { numeric: true }),
    );
}
