import { dnfConjunction } from '@apollo/federation-internals';

/** What one directive demands of a caller. `anyOf`: all the names in one of the lists. */
export type AccessCondition =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'scopes' | 'policies'; readonly anyOf: readonly (readonly string[])[] };

/** Whether whoever meets all the other conditions meets this one too, whatever it is. */
export function isImplied(condition: AccessCondition, by: readonly AccessCondition[]): boolean {
  const same = by.filter(({ kind }) => kind === condition.kind);
  if (condition.kind === 'authenticated') return same.length > 0;
  // What composition itself merges conditions with.
  const met = dnfConjunction(same.map((other) => listsOf(other).map((names) => [...names])));
  return met.length > 0 && met.every((names) => satisfies(condition, new Set(names)));
}

/** Whether someone with these scopes, or policies, meets a condition. None demanded is none needed. */
function satisfies(condition: AccessCondition, names: ReadonlySet<string>): boolean {
  const anyOf = listsOf(condition);
  return anyOf.length === 0 || anyOf.some((all) => all.every((name) => names.has(name)));
}

function listsOf(condition: AccessCondition): readonly (readonly string[])[] {
  return condition.kind === 'authenticated' ? [] : condition.anyOf;
}
