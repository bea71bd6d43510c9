import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from './fragments-of.ts';

/**
 * How many fields an operation selects once its fragments are written out, which is what planners do:
 * thirty small fragments that each spread the next one twice are a billion fields. Counts, and does not
 * write out. `document` holds one operation.
 */
export function countFields(document: DocumentNode): number {
  const fragments = fragmentsOf(document);
  const counted = new Map<string, number>();
  let total = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) total += count(definition.selectionSet);
  }
  return total;

  function count({ selections }: SelectionSetNode): number {
    return selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + countFragment(selection.name.value);
      const below = selection.selectionSet === undefined ? 0 : count(selection.selectionSet);
      return sum + below + (selection.kind === Kind.FIELD ? 1 : 0);
    }, 0);
  }

  function countFragment(name: string): number {
    const known = counted.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    const number = fragment === undefined ? 0 : count(fragment.selectionSet);
    counted.set(name, number);
    return number;
  }
}
