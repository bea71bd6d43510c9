import type { SubgraphInput } from '@causeway/schema-kit';
import type { Problem } from '../cli-error.ts';
import { sdlOf } from '../supergraph/sdl-of.ts';
import type { FollowedSource } from './follow-source.ts';

/** All subgraphs at one moment, by name; a problem in the place of one that has told nothing so far. */
export type Snapshot = ReadonlyMap<string, SnapshotEntry>;

export type SnapshotEntry =
  | {
      readonly kind: 'subgraph';
      readonly subgraph: SubgraphInput;
      readonly text: string;
      readonly label: string;
    }
  | { readonly kind: 'missing'; readonly problem: Problem; readonly label: string };

/** What goes over others comes first among the sources. */
export function takeSnapshot(sources: readonly FollowedSource[]): Snapshot {
  const entries = new Map<string, SnapshotEntry>();
  for (const { label, name, told } of sources) {
    const known = told();
    if (known.kind === 'nothing') {
      if (name !== null && !entries.has(name))
        entries.set(name, { kind: 'missing', problem: known.problem, label });
      continue;
    }
    for (const subgraph of known.subgraphs) {
      if (entries.has(subgraph.name)) continue;
      entries.set(subgraph.name, { kind: 'subgraph', subgraph, text: textOf(subgraph), label });
    }
  }
  return entries;
}

/** What is different, in words; nothing where all is as before. */
export function differences(before: Snapshot, after: Snapshot): readonly string[] {
  const gone = [...before.keys()].filter((name) => !after.has(name));
  return [
    ...gone.map((name) => `${name} is gone from ${before.get(name)?.label}`),
    ...[...after].flatMap(([name, entry]) => difference(name, before.get(name), entry)),
  ];
}

function difference(
  name: string,
  before: SnapshotEntry | undefined,
  after: SnapshotEntry,
): string[] {
  const { label } = after;
  if (before === undefined) return [`${name} is new in ${label}`];
  if (after.kind === 'missing') return [];
  if (before.kind === 'missing') return [`${name} tells its schema (${label})`];
  const changed = [
    ...(before.text === after.text ? [] : ['schema']),
    ...(before.subgraph.url === after.subgraph.url ? [] : ['address']),
  ];
  return changed.length === 0 ? [] : [`${name} has another ${changed.join(' and ')} (${label})`];
}

/** Why a file cannot be read stands for its text; composing says so. */
function textOf(subgraph: SubgraphInput): string {
  try {
    return sdlOf(subgraph);
  } catch (error) {
    return String(error);
  }
}
