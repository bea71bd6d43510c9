import {
  type ConstDirectiveNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';
import type { Random } from './random-operation.ts';
import type { Caller, GraphDefinition } from './use-graph.ts';

/** A rule as it is written, and who meets it. */
interface Rule {
  readonly directive: string;
  readonly isMetBy: (caller: Caller | undefined) => boolean;
}

const has = (names: readonly string[] | undefined, ...all: readonly string[]) =>
  all.every((name) => names?.includes(name) === true);

const RULES: readonly Rule[] = [
  { directive: '@authenticated', isMetBy: (caller) => caller !== undefined },
  { directive: '@requiresScopes(scopes: [["a"]])', isMetBy: (caller) => has(caller?.scopes, 'a') },
  {
    directive: '@requiresScopes(scopes: [["b", "c"], ["a"]])',
    isMetBy: (caller) => has(caller?.scopes, 'a') || has(caller?.scopes, 'b', 'c'),
  },
  { directive: '@policy(policies: [["p"]])', isMetBy: (caller) => has(caller?.policies, 'p') },
  {
    directive: '@policy(policies: [["p", "q"], ["r"]])',
    isMetBy: (caller) => has(caller?.policies, 'p', 'q') || has(caller?.policies, 'r'),
  },
];

/** Callers who meet all, some and none of the rules. */
export const callers: readonly (Caller | undefined)[] = [
  undefined,
  {},
  { scopes: ['a'] },
  { scopes: ['b', 'c'], policies: ['r'] },
  { policies: ['p'] },
  { scopes: ['a'], policies: ['p', 'q'] },
];

export interface RuledGraph {
  readonly definitions: GraphDefinition;
  /** Whether a caller fails a rule of a type, or of a field by its coordinate. */
  denies(coordinate: string, caller: Caller | undefined): boolean;
}

/**
 * Puts rules on some of the fields, object types, scalars and enums of a graph. `membersOf` names the types of
 * an interface, which have the rules of its interface object. Keys, `id`, have none.
 */
export function withRandomRules(
  definitions: GraphDefinition,
  { random, membersOf }: { random: Random; membersOf: (type: string) => readonly string[] },
): RuledGraph {
  const rules = new Map<string, Rule[]>();
  const draw = (chance: number, ...coordinates: readonly string[]): ConstDirectiveNode[] => {
    if (random() >= chance) return [];
    const rule = RULES[Math.floor(random() * RULES.length)] as Rule;
    for (const coordinate of coordinates) {
      rules.set(coordinate, [...(rules.get(coordinate) ?? []), rule]);
    }
    return [directiveOf(rule)];
  };

  const ruled = (typeDefs: string) =>
    print(
      visit(parse(typeDefs), {
        ObjectTypeDefinition(node) {
          const isInterface = isInterfaceObject(node);
          const types = isInterface ? membersOf(node.name.value) : [node.name.value];
          const fields = node.fields?.map((field) => {
            const { name, directives = [] } = field;
            if (name.value === 'id') return field;
            const coordinates = types.map((type) => `${type}.${name.value}`);
            return { ...field, directives: [...directives, ...draw(0.25, ...coordinates)] };
          });
          const own = isInterface || node.name.value === 'Query' ? [] : draw(0.15, ...types);
          return { ...node, fields, directives: [...(node.directives ?? []), ...own] };
        },
        ScalarTypeDefinition: (node) => ({ ...node, directives: draw(0.3, node.name.value) }),
        EnumTypeDefinition: (node) => ({ ...node, directives: draw(0.3, node.name.value) }),
      }),
    );

  return {
    definitions: Object.fromEntries(
      Object.entries(definitions).map(([name, { typeDefs, ...rest }]) => [
        name,
        { ...rest, typeDefs: ruled(typeDefs) },
      ]),
    ),
    denies: (coordinate, caller) =>
      rules.get(coordinate)?.some(({ isMetBy }) => !isMetBy(caller)) === true,
  };
}

function isInterfaceObject({ directives = [] }: ObjectTypeDefinitionNode): boolean {
  return directives.some(({ name }) => name.value === 'interfaceObject');
}

function directiveOf({ directive }: Rule): ConstDirectiveNode {
  const [definition] = parse(`scalar Any ${directive}`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.SCALAR_TYPE_DEFINITION) throw new Error('This is no scalar.');
  return definition.directives?.[0] as ConstDirectiveNode;
}
