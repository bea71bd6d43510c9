import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isIntrospectionType,
  Kind,
  print,
  visit,
} from 'graphql';
import { findConflicts } from './find-conflicts.ts';
import { responseNameOf } from './response-name.ts';

const PREFIX = 'aliased_';
/** The prefix, and the digest or number where there is one: no client's name begins with a digit. */
const PREFIXES = /^aliased_(?:[0-9][0-9a-f]*_)?/;

type Field = Pick<FieldNode, 'alias' | 'name' | 'arguments'> & {
  /** What it returns, where it is asked of one of several types that differ in that. */
  readonly returns?: string;
};

/**
 * The names under which the fields of an operation are asked of subgraphs. Mostly those of the response;
 * others where planners would go wrong:
 * - an alias that is the name of another field: they would take `floor: number` for the `floor` that a
 *   `@requires` asks for, and send one subgraph the wrong value of another;
 * - one response name for fields with different arguments, on different types: they would merge them;
 * - one for fields that return different types, where an operation was taken apart by type.
 */
export interface SafeAliases {
  /** The operation for a planner. */
  readonly document: DocumentNode;
  /** Under which name a field of the client's is in the data. */
  nameInData(field: Field): string;
}

/** Makes what gives operations safe aliases; `document` holds one operation. */
export function createSafeAliases(
  fullSchema: GraphQLSchema,
): (document: DocumentNode) => SafeAliases {
  const fieldNames = new Set(
    Object.values(fullSchema.getTypeMap()).flatMap((type) =>
      'getFields' in type && !isIntrospectionType(type) ? Object.keys(type.getFields()) : [],
    ),
  );
  const isUnsafe = (alias: string) => fieldNames.has(alias) || /^(aliased_|__)/.test(alias);

  return (document) => {
    const conflicts = findConflicts(document, signatureOf);
    const nameInData = (field: Field) => {
      const name = field.name.value;
      if (name === '__typename') return name;
      const responseName = responseNameOf(field);
      // The schema answers these itself.
      if (name === '__schema' || name === '__type') return responseName;
      if (conflicts.has(responseName)) return `${PREFIX}${digest(field)}_${responseName}`;
      // With the prefix too: so that taking it off again gives the client's name, whatever that is.
      return responseName !== name && isUnsafe(responseName) ? PREFIX + responseName : responseName;
    };
    const renamed = visit(document, {
      Field(field) {
        const value = nameInData(field);
        const alias = { kind: Kind.NAME as const, value };
        // An alias that says nothing is none; one type name is enough, whatever clients call it.
        return { ...field, alias: value === field.name.value ? undefined : alias };
      },
    });
    return { document: renamed, nameInData };
  };
}

/** The client's name for a key of the data. A field of that name in the schema has no alias, and stays. */
export function clientNameOf(nameInData: string): string {
  return nameInData.replace(PREFIXES, '');
}

/** What two fields of one response name must have in common to be one field. */
function signatureOf({ name, arguments: args = [], returns = '' }: Field): string {
  return [name.value, ...args.map((argument) => print(argument)).toSorted(), returns].join(' ');
}

function digest(field: Field): string {
  return `0${createHash('sha256').update(signatureOf(field)).digest('hex').slice(0, 7)}`;
}
