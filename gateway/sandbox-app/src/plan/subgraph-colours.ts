/** The page has this many colours for subgraphs: `--subgraph-0` to `--subgraph-7`. */
const colourCount = 8;

/**
 * Gives each subgraph one colour, the same in every plan: a name's hash chooses it, and only
 * names whose hashes meet in one plan move to the next free colour.
 * @returns CSS values by subgraph name.
 */
export function colourSubgraphs(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<number>();
  const colours = new Map<string, string>();
  for (const name of [...new Set(names)].sort()) {
    const slot = freeSlot(hashOf(name) % colourCount, taken);
    taken.add(slot);
    colours.set(name, `var(--subgraph-${slot})`);
  }
  return colours;
}

function freeSlot(wanted: number, taken: ReadonlySet<number>): number {
  if (taken.size >= colourCount) return wanted;
  let slot = wanted;
  while (taken.has(slot)) slot = (slot + 1) % colourCount;
  return slot;
}

/** FNV-1a, 32 bit: short and even enough to spread a handful of names. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}
