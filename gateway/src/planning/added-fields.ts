import { type ArgumentNode, type FieldDefinitionNode, type FieldNode, Kind, print } from 'graphql';
import { isJoinField, type TypeWithFields } from './supergraph-definitions.ts';

/** What an added field stands for. */
export interface LiftedField {
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
}

/** The fields that are added to a supergraph in place of fields with arguments. */
export interface AddedFields {
  readonly fields: ReadonlyMap<string, LiftedField>;
  /** The name of what stands for a field with its arguments on a type. */
  nameFor(type: TypeWithFields, field: FieldNode): string;
  addTo<T extends TypeWithFields>(type: T): T;
}

export function createAddedFields(
  types: ReadonlyMap<string, TypeWithFields>,
  supergraphSdl: string,
): AddedFields {
  const fields = new Map<string, LiftedField>();
  const names = new Map<string, string>();
  /** By type: the names of those added to it. */
  const addedTo = new Map<string, Set<string>>();
  return {
    fields,
    nameFor(type, { name: { value: name }, arguments: args = [] }) {
      const signature = [name, ...args.map((argument) => print(argument)).toSorted()].join(' ');
      const addedName = names.get(signature) ?? unusedName(name);
      names.set(signature, addedName);
      fields.set(addedName, { name, arguments: args });
      for (const typeName of [type.name.value, ...implementersOf(type)]) {
        addedTo.set(typeName, (addedTo.get(typeName) ?? new Set()).add(addedName));
      }
      return addedName;
    },
    addTo(type) {
      const own = type.fields ?? [];
      const added = [...(addedTo.get(type.name.value) ?? [])].flatMap((addedName) =>
        own
          .filter(({ name }) => name.value === fields.get(addedName)?.name)
          .map((field) => withoutArguments(field, addedName)),
      );
      return { ...type, fields: [...own, ...added] };
    },
  };

  /** A digit after the prefix: what safe-aliases.ts makes of a client's alias is never such a name. */
  function unusedName(name: string): string {
    let number = fields.size + 1;
    while (supergraphSdl.includes(`aliased_${number}_${name}`)) number += 1;
    return `aliased_${number}_${name}`;
  }

  function implementersOf(type: TypeWithFields): readonly string[] {
    return [...types.values()]
      .filter(({ interfaces = [] }) =>
        interfaces.some(({ name }) => name.value === type.name.value),
      )
      .map(({ name }) => name.value);
  }
}

function withoutArguments(field: FieldDefinitionNode, value: string): FieldDefinitionNode {
  return {
    kind: Kind.FIELD_DEFINITION,
    name: { kind: Kind.NAME, value },
    type: field.type,
    directives: (field.directives ?? []).filter(isJoinField),
  };
}
