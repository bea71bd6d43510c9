import type { EntityRequest, RequiredSelection } from '../planning/query-plan.ts';
import { type Data, readerOf } from './data.ts';
import { compileRepresent } from './represent.ts';
import { rewriteData } from './rewrite-data.ts';
import type { MatchesType } from './type-conditions.ts';

/** The JSON of an entity's representation, as it is sent; null when it cannot be represented. */
export type RepresentJson = (entity: Data) => string | null;

export function compileRepresentJson(
  { requires, inputRewrites }: Pick<EntityRequest, 'requires' | 'inputRewrites'>,
  matches: MatchesType,
): RepresentJson {
  const plainKey = inputRewrites.length === 0 ? plainKeyOf(requires) : null;
  if (plainKey !== null) return compilePlainKey(plainKey, matches);
  const represent = compileRepresent(requires, matches);
  return (entity) => {
    const representation = represent(entity);
    if (representation === null) return null;
    rewriteData(representation, inputRewrites, matches);
    return JSON.stringify(representation);
  };
}

type InlineFragment = Extract<RequiredSelection, { kind: 'InlineFragment' }>;
type Field = Extract<RequiredSelection, { kind: 'Field' }>;

interface PlainKey {
  readonly typeCondition: string;
  readonly fields: readonly Field[];
}

/** What most keys are: `... on Product { __typename upc }`. */
function plainKeyOf(requires: readonly RequiredSelection[]): PlainKey | null {
  const [fragment, ...others] = requires as readonly (InlineFragment | undefined)[];
  const typeCondition = fragment?.kind === 'InlineFragment' ? fragment.typeCondition : undefined;
  if (fragment === undefined || others.length > 0 || typeCondition === undefined) return null;
  const fields = fragment.selections.filter(
    (selection): selection is Field =>
      selection.kind === 'Field' && selection.selections.length === 0,
  );
  const names = new Set(fields.map(({ sendAs }) => sendAs));
  const isPlain = fields.length === fragment.selections.length && names.size === fields.length;
  return isPlain && names.has('__typename') ? { typeCondition, fields } : null;
}

/** PERF: writing such a key costs half of making an object of it first; `npm run bench`, federated. */
function compilePlainKey({ typeCondition, fields }: PlainKey, matches: MatchesType): RepresentJson {
  const parts = fields.map(({ name, sendAs }, index) => ({
    read: readerOf(name),
    head: `${index === 0 ? '{' : ','}${JSON.stringify(sendAs)}:`,
  }));
  return (entity) => {
    if (!matches(entity.__typename, typeCondition)) return null;
    let json = '';
    for (const { read, head } of parts) {
      const value = read(entity);
      if (value === undefined) return null;
      json += head + JSON.stringify(value);
    }
    return `${json}}`;
  };
}
