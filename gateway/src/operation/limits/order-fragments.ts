import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../fragments-of.ts';

export interface OrderedFragments {
  /** Each after those that it spreads. */
  readonly inOrder: readonly FragmentDefinitionNode[];
  /** The spreads that lead back to a fragment that they are in. */
  readonly backwards: ReadonlySet<FragmentSpreadNode>;
}

/** Puts the fragments of a document in order, without recursion: chains of them may be long. */
export function orderFragments(document: DocumentNode): OrderedFragments {
  const fragments = fragmentsOf(document);
  const inOrder: FragmentDefinitionNode[] = [];
  const backwards = new Set<FragmentSpreadNode>();
  const state = new Map<FragmentDefinitionNode, 'open' | 'done'>();
  for (const start of fragments.values()) {
    const path = state.has(start) ? [] : [enter(start)];
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const spread = last.spreads.pop();
      if (spread === undefined) {
        state.set(last.fragment, 'done');
        inOrder.push(last.fragment);
        path.pop();
        continue;
      }
      const next = fragments.get(spread.name.value);
      if (next === undefined) continue;
      if (state.get(next) === 'open') backwards.add(spread);
      else if (!state.has(next)) path.push(enter(next));
    }
  }
  return { inOrder, backwards };

  function enter(fragment: FragmentDefinitionNode) {
    state.set(fragment, 'open');
    return { fragment, spreads: [...spreadsIn(fragment.selectionSet)] };
  }
}

function* spreadsIn({ selections }: SelectionSetNode): Iterable<FragmentSpreadNode> {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) yield selection;
    else if (selection.selectionSet !== undefined) yield* spreadsIn(selection.selectionSet);
  }
}
