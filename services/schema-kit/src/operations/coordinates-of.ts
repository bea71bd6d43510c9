import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * What of a schema a document uses, as schema coordinates, in order: fields, arguments, the enum values and
 * input fields that it names, and the types that its fragments are on. What a variable holds is not known, so
 * everything counts that it could hold: all fields and enum values of its type. What the schema does not have
 * is left out. https://spec.graphql.org/draft/#sec-Schema-Coordinates
 */
export function coordinatesOf(document: DocumentNode, schema: GraphQLSchema): readonly string[] {
  const used = new Set<string>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      VariableDefinition({ type }) {
        const inputType = typeFromAST(schema, type as never);
        if (isInputType(inputType)) addAllOf(inputType, used);
      },
      Field() {
        const parent = info.getParentType();
        const field = info.getFieldDef();
        if (parent && field && !field.name.startsWith('__'))
          used.add(`${parent.name}.${field.name}`);
      },
      Argument() {
        const parent = info.getParentType();
        const field = info.getFieldDef();
        const argument = info.getArgument();
        if (!argument || info.getDirective()) return;
        if (parent && field) used.add(`${parent.name}.${field.name}(${argument.name}:)`);
      },
      ObjectField({ name }) {
        const type = getNamedType(info.getParentInputType() ?? undefined);
        if (isInputObjectType(type) && name.value in type.getFields()) {
          used.add(`${type.name}.${name.value}`);
        }
      },
      EnumValue({ value }) {
        const type = getNamedType(info.getInputType() ?? undefined);
        if (isEnumType(type) && type.getValue(value)) used.add(`${type.name}.${value}`);
      },
      InlineFragment({ typeCondition }) {
        if (typeCondition && schema.getType(typeCondition.name.value)) {
          used.add(typeCondition.name.value);
        }
      },
      FragmentDefinition({ typeCondition }) {
        if (schema.getType(typeCondition.name.value)) used.add(typeCondition.name.value);
      },
    }),
  );
  return [...used].sort();
}

function addAllOf(inputType: GraphQLInputType, used: Set<string>): void {
  const seen = new Set<string>();
  const open: GraphQLInputType[] = [inputType];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const type = getNamedType(next);
    if (seen.has(type.name)) continue;
    seen.add(type.name);
    if (isEnumType(type)) for (const { name } of type.getValues()) used.add(`${type.name}.${name}`);
    if (!isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      used.add(`${type.name}.${field.name}`);
      open.push(field.type);
    }
  }
}
