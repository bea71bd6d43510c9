import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isIntrospectionType,
  Kind,
  visit,
} from 'graphql';

const PREFIX = 'aliased_';

/**
 * The names under which a client's fields are asked of subgraphs. Those of the response, but for aliases
 * that are the name of some other field: planners would take `floor: number` for the `floor` that a
 * `@requires` asks for, and send one subgraph the wrong value of another.
 */
export interface SafeAliases {
  /** Rewrites an operation for a planner. */
  rename(document: DocumentNode): DocumentNode;
  /** Under which name a field of the client's is in the data. */
  nameInData(field: Pick<FieldNode, 'alias' | 'name'>): string;
}

export function createSafeAliases(fullSchema: GraphQLSchema): SafeAliases {
  const fieldNames = new Set(
    Object.values(fullSchema.getTypeMap()).flatMap((type) =>
      'getFields' in type && !isIntrospectionType(type) ? Object.keys(type.getFields()) : [],
    ),
  );
  const isUnsafe = ({ alias, name }: Pick<FieldNode, 'alias' | 'name'>) =>
    alias !== undefined &&
    alias.value !== name.value &&
    // The schema answers these itself.
    name.value !== '__schema' &&
    name.value !== '__type' &&
    // With the prefix: so that taking it off again gives the client's name, whatever that is.
    (fieldNames.has(alias.value) || /^(aliased_|__)/.test(alias.value));
  const nameInData: SafeAliases['nameInData'] = (field) => {
    if (field.name.value === '__typename') return '__typename';
    const responseName = field.alias?.value ?? field.name.value;
    return isUnsafe(field) ? PREFIX + responseName : responseName;
  };
  return {
    nameInData,
    rename: (document) =>
      visit(document, {
        Field(field) {
          const { alias, name } = field;
          // One type name is enough, whatever clients call it; and an alias may be the field's own name.
          if (name.value === '__typename' || alias?.value === name.value) {
            return { ...field, alias: undefined };
          }
          if (!isUnsafe(field)) return undefined;
          return { ...field, alias: { kind: Kind.NAME, value: nameInData(field) } };
        },
      }),
  };
}

/** The client's name for a key of the data. A field of that name in the schema has no alias, and stays. */
export function responseNameOf(nameInData: string): string {
  return nameInData.startsWith(PREFIX) ? nameInData.slice(PREFIX.length) : nameInData;
}
