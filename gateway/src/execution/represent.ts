import { unreachable } from '../errors/unreachable.ts';
import type { RequiredSelection } from '../planning/query-plan.ts';
import { type Data, isData, readOwn } from './data.ts';
import { mergeData } from './merge-data.ts';
import type { MatchesType } from './type-conditions.ts';

/**
 * Takes the representation of an entity from what is known of it; null when something that it needs
 * has not been answered. A null that was answered is a value like `0` or `""`.
 */
export type Represent = (entity: Data) => Data | null;

/** Adds to a representation; false when what it should add is not known. */
type Add = (representation: Data, source: Data) => boolean;

export function compileRepresent(
  requires: readonly RequiredSelection[],
  matches: MatchesType,
): Represent {
  const add = compileSelections(requires, matches);
  return (entity) => {
    const representation: Data = {};
    // Without a name of its type no subgraph knows what it is; then no condition was met either.
    return add(representation, entity) && representation.__typename !== undefined
      ? representation
      : null;
  };
}

function compileSelections(selections: readonly RequiredSelection[], matches: MatchesType): Add {
  const adds = selections.map((selection) => compileSelection(selection, matches));
  return (representation, source) => {
    for (const add of adds) if (!add(representation, source)) return false;
    return true;
  };
}

function compileSelection(selection: RequiredSelection, matches: MatchesType): Add {
  switch (selection.kind) {
    case 'Field':
      return selection.selections.length === 0
        ? compileLeaf(selection)
        : compileComposite(selection, matches);
    case 'InlineFragment': {
      const { typeCondition } = selection;
      const add = compileSelections(selection.selections, matches);
      if (typeCondition === undefined) return add;
      return (representation, source) =>
        !matches(source.__typename, typeCondition) || add(representation, source);
    }
    default:
      return unreachable(selection);
  }
}

function compileLeaf({ name, sendAs }: { name: string; sendAs: string }): Add {
  return (representation, source) => {
    const value = readOwn(source, name);
    if (value === undefined) return false;
    representation[sendAs] = value;
    return true;
  };
}

function compileComposite(
  { name, sendAs, selections }: Extract<RequiredSelection, { kind: 'Field' }>,
  matches: MatchesType,
): Add {
  const add = compileSelections(selections, matches);
  return (representation, source) => {
    const value = part(readOwn(source, name));
    if (value === undefined) return false;
    // Two conditions that both hold may each ask for a part of it.
    if (Object.hasOwn(representation, sendAs)) mergeData(representation, { [sendAs]: value });
    else representation[sendAs] = value;
    return true;
  };

  /** Undefined when something in it is not known. */
  function part(value: unknown): unknown {
    if (Array.isArray(value)) {
      const items = value.map(part);
      return items.includes(undefined) ? undefined : items;
    }
    if (!isData(value)) return value;
    const taken: Data = {};
    return add(taken, value) ? taken : undefined;
  }
}
