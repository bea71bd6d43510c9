import type { EntityRequest, RequiredSelection } from '../planning/query-plan.ts';
import { type Data, readOwn } from './data.ts';
import { compileRepresent } from './represent.ts';
import { rewriteData } from './rewrite-data.ts';
import type { MatchesType } from './type-conditions.ts';

/** The representations of one request, each once. */
export interface Representations {
  /** The JSON of each, as it is sent. */
  readonly json: readonly string[];
  /** The index of an entity's representation, new or not; null when it cannot be represented. */
  indexOf(entity: Data): number | null;
}

type Selected = Pick<EntityRequest, 'requires' | 'inputRewrites'>;

/** Compiles what an entity request sends. The result begins the representations of one request. */
export function compileRepresentations(
  request: Selected,
  matches: MatchesType,
): () => Representations {
  const write = compileWrite(request, matches);
  const plainKey = request.inputRewrites.length === 0 ? plainKeyOf(request.requires) : null;
  return plainKey === null
    ? () => createRepresentations(write)
    : () => createPlainRepresentations(plainKey, { write, matches });
}

type Write = (entity: Data) => string | null;

function compileWrite({ requires, inputRewrites }: Selected, matches: MatchesType): Write {
  const represent = compileRepresent(requires, matches);
  return (entity) => {
    const representation = represent(entity);
    if (representation === null) return null;
    rewriteData(representation, inputRewrites, matches);
    return JSON.stringify(representation);
  };
}

function createRepresentations(write: Write, json: string[] = []): Representations {
  const indices = new Map<string, number>();
  return {
    json,
    indexOf(entity) {
      const text = write(entity);
      if (text === null) return null;
      const index = indices.get(text) ?? json.length;
      if (index === json.length) {
        indices.set(text, index);
        json.push(text);
      }
      return index;
    },
  };
}

type InlineFragment = Extract<RequiredSelection, { kind: 'InlineFragment' }>;
type Field = Extract<RequiredSelection, { kind: 'Field' }>;

interface PlainKey {
  readonly typeCondition: string;
  readonly names: readonly string[];
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
  const sent = new Set(fields.map(({ sendAs }) => sendAs));
  const isPlain = fields.length === fragment.selections.length && sent.size === fields.length;
  if (!isPlain || !sent.has('__typename')) return null;
  return { typeCondition, names: fields.map(({ name }) => name) };
}

/** From the value of one field to the next field's; from the last field's to the representation's index. */
type Branch = Map<unknown, Branch | number>;

/**
 * PERF: most entities of a response are there several times. By their values they are found without writing
 * what has been written before, at a third of the cost; `npm run bench`, federated.
 */
function createPlainRepresentations(
  { typeCondition, names }: PlainKey,
  { write, matches }: { write: Write; matches: MatchesType },
): Representations {
  const json: string[] = [];
  const others = createRepresentations(write, json);
  const root: Branch = new Map();
  return {
    json,
    indexOf(entity) {
      if (!matches(entity.__typename, typeCondition)) return null;
      let branch = root;
      let found: Branch | number | undefined;
      for (let at = 0; at < names.length; at += 1) {
        const value = readOwn(entity, names[at] as string);
        if (value === undefined) return null;
        // A list, or an object of a custom scalar.
        if (typeof value === 'object' && value !== null) return others.indexOf(entity);
        found = branch.get(value);
        if (found === undefined) {
          found = at === names.length - 1 ? json.push(write(entity) as string) - 1 : new Map();
          branch.set(value, found);
        }
        branch = found as Branch;
      }
      return found as number;
    },
  };
}
