import { type DocumentNode, Kind } from 'graphql';
import type { ContractFilter } from './cut-contract.ts';
import { findReachable } from './find-reachable.ts';
import { readElements, type TypeElement } from './read-elements.ts';

/** What of a supergraph a contract leaves out, as coordinates. */
export function findHidden(document: DocumentNode, filter: ContractFilter): ReadonlySet<string> {
  const types = readElements(document);
  const hidden = new Set<string>();
  for (const type of types) hideByTags(type, filter, hidden);
  // Of a type that has lost all of its members nothing can be asked.
  for (const { coordinate, members } of types) {
    const isEmpty = members.length > 0 && members.every((member) => hidden.has(member.coordinate));
    if (isEmpty) hidden.add(coordinate);
  }
  if (filter.hidesUnreachable) {
    const reachable = findReachable(types, hidden, rootTypes(document));
    for (const { coordinate } of types) if (!reachable.has(coordinate)) hidden.add(coordinate);
  }
  return hidden;
}

function hideByTags(
  type: TypeElement,
  { includeTags, excludeTags }: ContractFilter,
  hidden: Set<string>,
): void {
  const included = new Set(includeTags);
  const excluded = new Set(excludeTags);
  const includesSome = included.size > 0;
  const isWhole = !includesSome || type.tags.some((tag) => included.has(tag));
  if (type.tags.some((tag) => excluded.has(tag))) hidden.add(type.coordinate);
  if (!isWhole && type.members.length === 0) hidden.add(type.coordinate);
  for (const member of type.members) {
    const isIn = isWhole || member.tags.some((tag) => included.has(tag));
    if (!isIn || member.tags.some((tag) => excluded.has(tag))) hidden.add(member.coordinate);
    for (const argument of member.members) {
      if (argument.tags.some((tag) => excluded.has(tag))) hidden.add(argument.coordinate);
    }
  }
}

function rootTypes({ definitions }: DocumentNode): readonly string[] {
  return definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION
      ? definition.operationTypes.map(({ type }) => type.name.value)
      : [],
  );
}
