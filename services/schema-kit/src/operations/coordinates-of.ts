import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isSpecifiedDirective,
  type NamedTypeNode,
  specifiedScalarTypes,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * What of a schema a document uses, as schema coordinates, in order: fields, arguments, the enum values and
 * input fields that it names, directives, and the types that its fragments are on. What a variable holds is
 * not known: the name of its type stands for all that it may hold, now and in later schemas. What the schema
 * does not have is left out. https://spec.graphql.org/draft/#sec-Schema-Coordinates
 */
export function coordinatesOf(document: DocumentNode, schema: GraphQLSchema): readonly string[] {
  const used = new Set<string>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      VariableDefinition({ type }) {
        const name = getNamedType(typeFromAST(schema, type as NamedTypeNode))?.name;
        if (name !== undefined && !isSpecified(name)) used.add(name);
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
      Directive({ name }) {
        const directive = schema.getDirective(name.value);
        if (directive && !isSpecifiedDirective(directive)) used.add(`@${name.value}`);
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

function isSpecified(typeName: string): boolean {
  return specifiedScalarTypes.some(({ name }) => name === typeName);
}
