import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type NameNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type StringValueNode,
} from 'graphql';

/** Tells of something in a schema that a rule finds. */
export type Report = (at: NameNode, coordinate: string, message: string) => void;

export interface LintRule {
  readonly severity: 'ERROR' | 'WARNING';
  /** What it asks for, in one sentence. */
  readonly asks: string;
  check(definition: DefinitionNode, report: Report): void;
}

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

const PASCAL = /^[A-Z][A-Za-z0-9]*$/;
const CAMEL = /^[a-z][A-Za-z0-9]*$/;
const SCREAMING = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** By name, in the order in which they are told. Modelled on the rules that GraphQL's users agree on most. */
export const lintRules = {
  'types-pascal-case': {
    ...{ severity: 'ERROR', asks: 'Types are named in PascalCase.' },
    check(definition, report) {
      if (!('name' in definition) || definition.name === undefined) return;
      if (!isType(definition)) return;
      const name = definition.name.value;
      if (!PASCAL.test(name)) report(definition.name, name, 'is not in PascalCase');
    },
  },
  'fields-camel-case': {
    ...{ severity: 'ERROR', asks: 'Fields, input fields and arguments are named in camelCase.' },
    check(definition, report) {
      for (const { coordinate, node } of members(definition)) {
        if (!CAMEL.test(node.name.value)) report(node.name, coordinate, 'is not in camelCase');
      }
    },
  },
  'enum-values-screaming-case': {
    ...{ severity: 'ERROR', asks: 'Enum values are named in SCREAMING_SNAKE_CASE.' },
    check(definition, report) {
      if (!isEnum(definition)) return;
      for (const { name } of definition.values ?? []) {
        if (SCREAMING.test(name.value)) continue;
        report(name, `${definition.name.value}.${name.value}`, 'is not in SCREAMING_SNAKE_CASE');
      }
    },
  },
  'deprecations-say-why': {
    ...{ severity: 'ERROR', asks: 'What is deprecated says what to use instead.' },
    check(definition, report) {
      for (const { coordinate, node } of members(definition)) {
        if (isDeprecatedInSilence(node.directives)) {
          report(node.name, coordinate, 'is deprecated without a reason');
        }
      }
      if (!isEnum(definition)) return;
      for (const { name, directives } of definition.values ?? []) {
        if (!isDeprecatedInSilence(directives)) continue;
        report(name, `${definition.name.value}.${name.value}`, 'is deprecated without a reason');
      }
    },
  },
  'queries-without-verb': {
    ...{
      severity: 'WARNING',
      asks: 'Query fields are named after what they return, without `get`, `list` or `find`.',
    },
    check(definition, report) {
      if (!isObject(definition) || definition.name.value !== 'Query') return;
      for (const { name } of definition.fields ?? []) {
        const [verb] = /^(get|list|find|fetch)(?=[A-Z])/.exec(name.value) ?? [];
        if (verb) report(name, `Query.${name.value}`, `begins with "${verb}"`);
      }
    },
  },
  'mutations-return-payloads': {
    ...{
      severity: 'WARNING',
      asks: 'Mutations return an object or a union of outcomes, neither a scalar nor a list, so that they can say more later.',
    },
    check(definition, report) {
      if (!isObject(definition) || definition.name.value !== 'Mutation') return;
      for (const { name, type } of definition.fields ?? []) {
        const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
        const isBare = named.kind === Kind.LIST_TYPE || SCALARS.has(named.name.value);
        if (isBare) report(name, `Mutation.${name.value}`, 'returns a scalar or a list');
      }
    },
  },
  'types-described': {
    ...{ severity: 'WARNING', asks: 'Types say what they are.' },
    check(definition, report) {
      if (!isType(definition) || !('description' in definition)) return;
      const { name, description } = definition;
      if (ROOTS.has(name.value) || description !== undefined || isReference(definition)) return;
      report(name, name.value, 'has no description');
    },
  },
  'lists-bounded': {
    ...{
      severity: 'WARNING',
      asks: 'Root fields that return lists take an argument that says how much, or are connections.',
    },
    check(definition, report) {
      if (!isObject(definition) || definition.name.value !== 'Query') return;
      for (const { name, type, arguments: args = [], directives } of definition.fields ?? []) {
        const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
        if (named.kind !== Kind.LIST_TYPE || hasDirective(directives, 'listSize')) continue;
        if (args.some((argument) => BOUNDS.test(argument.name.value))) continue;
        report(name, `Query.${name.value}`, 'returns a list without a bound');
      }
    },
  },
} as const satisfies Record<string, LintRule>;

export type LintRuleName = keyof typeof lintRules;

const SCALARS = new Set(['Boolean', 'Int', 'Float', 'String', 'ID']);
const BOUNDS = /^(first|last|limit|ids?|keys?)$/;

function isType(
  definition: DefinitionNode,
): definition is Extract<DefinitionNode, { kind: `${string}TypeDefinition` }> {
  return definition.kind.endsWith('TypeDefinition');
}

function isObject(definition: DefinitionNode): definition is ObjectNode {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.OBJECT_TYPE_EXTENSION
  );
}

function isEnum(definition: DefinitionNode) {
  return (
    definition.kind === Kind.ENUM_TYPE_DEFINITION || definition.kind === Kind.ENUM_TYPE_EXTENSION
  );
}

interface Member {
  readonly coordinate: string;
  readonly node: FieldDefinitionNode | InputValueDefinitionNode;
}

/** Fields, their arguments, and input fields. */
function members(definition: DefinitionNode): readonly Member[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION: {
      const of = definition.name.value;
      return (definition.fields ?? []).flatMap((field) => {
        const coordinate = `${of}.${field.name.value}`;
        const args = (field.arguments ?? []).map((node) => ({
          coordinate: `${coordinate}(${node.name.value}:)`,
          node,
        }));
        return [{ coordinate, node: field }, ...args];
      });
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return (definition.fields ?? []).map((node) => ({
        coordinate: `${definition.name.value}.${node.name.value}`,
        node,
      }));
    default:
      return [];
  }
}

/** An entity of another subgraph, which describes it: all that is said here is its key. */
function isReference(definition: DefinitionNode): boolean {
  return isObject(definition) && hasDirective(definition.directives, 'key');
}

function hasDirective(directives: readonly ConstDirectiveNode[] = [], name: string): boolean {
  return directives.some((directive) => directive.name.value === name);
}

function isDeprecatedInSilence(directives: readonly ConstDirectiveNode[] = []): boolean {
  const deprecated = directives.find(({ name }) => name.value === 'deprecated');
  if (deprecated === undefined) return false;
  const reason = deprecated.arguments?.find(({ name }) => name.value === 'reason')?.value;
  return ((reason as StringValueNode | undefined)?.value ?? '').trim() === '';
}
