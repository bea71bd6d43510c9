import type { FieldUseFragment } from '../registry/registry-answers.generated.ts';

export const shows = ['all', 'used', 'unused', 'deprecated', 'deprecated-used'] as const;
export const sorts = ['name', 'most', 'least', 'latest'] as const;

/** Which fields the table shows, and how; as it stands in the address. */
export interface FieldChoice {
  show: (typeof shows)[number];
  sort: (typeof sorts)[number];
  /** A part of the coordinate, or of a subgraph's or client's name. */
  find: string;
}

export interface FieldGroup {
  /** null when the fields of all types stand in one order. */
  type: string | null;
  fields: readonly FieldUseFragment[];
}

export function readFieldChoice(parameters: Readonly<Record<string, string>>): FieldChoice {
  return {
    show: shows.find((known) => known === parameters.show) ?? 'all',
    sort: sorts.find((known) => known === parameters.sort) ?? 'name',
    find: parameters.find ?? '',
  };
}

/** By name the fields stand under their types, otherwise in one list. */
export function chooseFields(
  fields: readonly FieldUseFragment[],
  { show, sort, find }: FieldChoice,
): readonly FieldGroup[] {
  const wanted = find.trim().toLowerCase();
  const chosen = fields.filter((field) => isShown(field, show) && mentions(field, wanted));
  if (sort !== 'name') return chosen.length ? [{ type: null, fields: sorted(chosen, sort) }] : [];
  const byType = Map.groupBy(chosen, ({ coordinate }) => coordinate.split('.')[0] ?? '');
  return [...byType].map(([type, ofType]) => ({ type, fields: ofType }));
}

function isShown({ count, isDeprecated }: FieldUseFragment, show: FieldChoice['show']): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'used':
      return count > 0;
    case 'unused':
      return count === 0;
    case 'deprecated':
      return isDeprecated;
    case 'deprecated-used':
      return isDeprecated && count > 0;
  }
}

function mentions({ coordinate, subgraphs, clients }: FieldUseFragment, wanted: string): boolean {
  return [coordinate, ...subgraphs, ...clients].some((name) => name.toLowerCase().includes(wanted));
}

function sorted(fields: readonly FieldUseFragment[], sort: Exclude<FieldChoice['sort'], 'name'>) {
  switch (sort) {
    case 'most':
      return fields.toSorted((one, other) => other.count - one.count);
    case 'least':
      return fields.toSorted((one, other) => one.count - other.count);
    case 'latest':
      return fields.toSorted((one, other) => timeOf(other) - timeOf(one));
  }
}

function timeOf({ lastSeen }: FieldUseFragment): number {
  return lastSeen === null ? 0 : Date.parse(lastSeen);
}
