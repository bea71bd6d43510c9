import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../fragments-of.ts';
import { responseNameOf } from '../response-name.ts';
import type { OrderedFragments } from './order-fragments.ts';

// Measured with graphql-js: a pair of fields with selections takes some 0.15 µs.
const LEAF_STEPS = 0.25;
const CHARACTERS_A_STEP = 8;

/**
 * How many steps it takes to see that all fields of a document can be merged (GraphQL spec §5.3.2): each
 * field that is looked at, and each pair of fields with the same response name in the same place, of each
 * operation and of each fragment for itself, as graphql-js compares them. Stops once it is past `end`.
 */
export function countComparisons(
  document: DocumentNode,
  { backwards }: OrderedFragments,
  end: number,
): number {
  const fragments = fragmentsOf(document);
  let steps = 0;
  for (const definition of document.definitions) {
    if ('selectionSet' in definition && definition.selectionSet !== undefined) {
      compare([definition.selectionSet]);
    }
    if (steps > end) break;
  }
  return steps;

  /** Looks at selection sets that stand in the same place. */
  function compare(selectionSets: readonly SelectionSetNode[]): void {
    const byName = new Map<string, FieldNode[]>();
    collect(selectionSets, byName, new Set());
    for (const fields of byName.values()) {
      steps += (sum(fields.map(weightOf)) * (fields.length - 1)) / 2;
      if (steps > end) return;
      const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (below.length > 0) compare(below);
    }
  }

  function collect(
    selectionSets: readonly SelectionSetNode[],
    byName: Map<string, FieldNode[]>,
    spread: Set<string>,
  ): void {
    for (const { selections } of selectionSets) {
      for (const selection of selections) {
        steps += 1;
        if (steps > end) return;
        if (selection.kind === Kind.FIELD) add(byName, selection);
        else if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect([selection.selectionSet], byName, spread);
        } else if (!backwards.has(selection)) {
          collectFragment(selection.name.value, byName, spread);
        }
      }
    }
  }

  function collectFragment(
    name: string,
    byName: Map<string, FieldNode[]>,
    spread: Set<string>,
  ): void {
    const fragment = fragments.get(name);
    if (fragment === undefined || spread.has(name)) return;
    spread.add(name);
    collect([fragment.selectionSet], byName, spread);
  }
}

/** Leaves are compared faster than what has selections, and arguments take as long as they are. */
function weightOf({ selectionSet, arguments: given = [] }: FieldNode): number {
  const start = given[0]?.loc?.start ?? 0;
  const end = given.at(-1)?.loc?.end ?? 0;
  return (selectionSet === undefined ? LEAF_STEPS : 1) + (end - start) / CHARACTERS_A_STEP;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function add(byName: Map<string, FieldNode[]>, field: FieldNode): void {
  const name = responseNameOf(field);
  const others = byName.get(name);
  if (others === undefined) byName.set(name, [field]);
  else others.push(field);
}
