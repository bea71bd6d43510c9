import type { Change } from '@graphql-inspector/core';
import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Hits } from './schema-change.ts';
import type { TypeUses } from './type-uses.ts';

/** Finds which operations a change concerns. In doubt an operation is one of them: its client may fail. */
export function createFindHits(
  before: GraphQLSchema,
  after: GraphQLSchema,
  uses: TypeUses,
): (change: Change, coordinate: string) => Hits {
  /** Whatever touches the type: its fields, fragments on it, fields that return it, arguments that take it. */
  function everyUseOf(typeName: string): readonly string[] {
    const type = before.getType(typeName);
    const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
    const fields = hasFields
      ? Object.keys(type.getFields()).map((name) => `${typeName}.${name}`)
      : [];
    return [
      ...fields,
      ...uses.carriers(typeName),
      ...uses.outputs(typeName),
      ...uses.inputs(typeName),
    ];
  }

  /** What may be sent in the type, by name or in a variable. */
  const sent = (coordinate: string, typeName: string) => [coordinate, ...uses.carriers(typeName)];

  return (change, coordinate) => {
    const [typeName = ''] = coordinate.split('.');
    const [field = ''] = coordinate.split('(');
    switch (change.type) {
      case 'FIELD_REMOVED':
      case 'FIELD_TYPE_CHANGED':
        return any(coordinate);
      case 'FIELD_ARGUMENT_REMOVED':
        return any(coordinate);
      case 'FIELD_ARGUMENT_TYPE_CHANGED':
        // Who did not send it fails as well when it has to be sent now.
        return isRequiredNow(after, coordinate) ? any(field) : any(coordinate);
      case 'FIELD_ARGUMENT_ADDED':
        return any(field);
      case 'FIELD_ARGUMENT_DEFAULT_CHANGED':
        return { any: [field], unless: coordinate };
      case 'ENUM_VALUE_REMOVED':
        return any(...sent(coordinate, typeName));
      case 'ENUM_VALUE_ADDED':
      case 'UNION_MEMBER_ADDED':
      case 'OBJECT_TYPE_INTERFACE_ADDED':
        return any(...uses.outputs(typeName));
      case 'INPUT_FIELD_REMOVED':
        return any(...sent(coordinate, typeName));
      case 'INPUT_FIELD_ADDED':
      case 'INPUT_FIELD_TYPE_CHANGED':
      case 'INPUT_FIELD_DEFAULT_VALUE_CHANGED':
        return any(...everyUseOf(typeName));
      case 'UNION_MEMBER_REMOVED': {
        const member = String(
          (change.meta as { removedUnionMemberTypeName?: string }).removedUnionMemberTypeName,
        );
        return any(member);
      }
      case 'OBJECT_TYPE_INTERFACE_REMOVED': {
        const { removedInterfaceName = '' } = change.meta as { removedInterfaceName?: string };
        return any(typeName, removedInterfaceName);
      }
      case 'TYPE_REMOVED':
      case 'TYPE_KIND_CHANGED':
        return any(...everyUseOf(typeName));
      case 'SCHEMA_QUERY_TYPE_CHANGED':
      case 'SCHEMA_MUTATION_TYPE_CHANGED':
      case 'SCHEMA_SUBSCRIPTION_TYPE_CHANGED':
        return { any: null, unless: null };
      default:
        return change.type.startsWith('DIRECTIVE_')
          ? any(coordinate.split('(')[0] as string)
          : any(coordinate);
    }
  };
}

function any(...coordinates: readonly string[]): Hits {
  return { any: [...new Set(coordinates)], unless: null };
}

/** `Type.field(argument:)` */
function isRequiredNow(after: GraphQLSchema, coordinate: string): boolean {
  const [, typeName = '', fieldName = '', argumentName] =
    /^(.+)\.(.+)\((.+):\)$/.exec(coordinate) ?? [];
  const type = after.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const argument = type.getFields()[fieldName]?.args.find(({ name }) => name === argumentName);
  return argument !== undefined && isRequired(argument.type, argument.defaultValue);
}

function isRequired(type: GraphQLInputType, defaultValue: unknown): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}
