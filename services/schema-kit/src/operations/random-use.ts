import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';

/** An operation and what of the schema went into it, as schema coordinates, in order. */
export interface RandomUse {
  readonly document: string;
  readonly coordinates: readonly string[];
}

/**
 * Writes a valid query of fields, arguments, literals and variables of input types, fragments, and directives, and
 * notes what it takes from the schema while it does: nothing that reads documents has a part in that.
 */
export function randomUse(schema: GraphQLSchema, random: () => number): RandomUse {
  const used = new Set<string>();
  const variables: string[] = [];
  const fragments: string[] = [];
  const chance = (probability: number) => random() < probability;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

  function selections(type: GraphQLCompositeType, depth: number): string {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    // What leads deeper is left out where it is deep enough.
    const open = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    const written = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
      if (depth > 0 && chance(0.3)) return fragment(type, depth - 1);
      return open.length === 0 ? '__typename' : selected(type, pick(open), depth - 1);
    });
    return `{ ${written.join(' ')} }`;
  }

  let aliases = 0;
  function selected(
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    depth: number,
  ): string {
    const coordinate = `${parent.name}.${field.name}`;
    used.add(coordinate);
    const args = field.args
      .filter(({ type }) => isNonNullType(type) || chance(0.5))
      .map(({ name, type }) => {
        used.add(`${coordinate}(${name}:)`);
        return `${name}: ${value(type, true)}`;
      });
    const type = getNamedType(field.type);
    aliases += 1;
    const inner = isCompositeType(type) ? selections(type, depth) : '';
    return `a${aliases}: ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${directive()} ${inner}`;
  }

  function directive(): string {
    if (chance(0.9)) return '';
    if (chance(0.5)) return ' @include(if: true)';
    used.add('@weigh').add('Order.AGE');
    return ' @weigh(by: AGE)';
  }

  function fragment(type: GraphQLCompositeType, depth: number): string {
    if (chance(0.2)) return `... ${selections(type, depth)}`;
    const on = pick([type, ...(isAbstractType(type) ? schema.getPossibleTypes(type) : [])]);
    used.add(on.name);
    if (chance(0.5)) return `... on ${on.name} ${selections(on, depth)}`;
    const body = selections(on, depth);
    const name = `F${fragments.length}`;
    fragments.push(`fragment ${name} on ${on.name} ${body}`);
    return `...${name}`;
  }

  /** A literal, in which a variable may stand for a part if it may. */
  function value(expected: GraphQLInputType, withVariables: boolean): string {
    if (withVariables && chance(0.25)) return variable(expected);
    const type = isNonNullType(expected) ? expected.ofType : expected;
    if (isListType(type)) return `[${value(type.ofType, withVariables)}]`;
    if (isEnumType(type)) {
      const { name } = pick(type.getValues());
      used.add(`${type.name}.${name}`);
      return name;
    }
    if (!isInputObjectType(type)) return type.name === 'Int' ? '1' : '"x"';
    const fields = Object.values(type.getFields())
      .filter((field) => isNonNullType(field.type) || chance(0.4))
      .map((field) => {
        used.add(`${type.name}.${field.name}`);
        return `${field.name}: ${value(field.type, withVariables)}`;
      });
    return `{ ${fields.join(', ')} }`;
  }

  function variable(type: GraphQLInputType): string {
    const named = getNamedType(type);
    if (!['Int', 'ID', 'String'].includes(named.name)) used.add(named.name);
    const name = `$v${variables.length}`;
    const declared = `${name}: ${type}`;
    // Its place is taken before another is declared.
    variables.push(declared);
    if (chance(0.3)) variables[variables.indexOf(declared)] = `${declared} = ${value(type, false)}`;
    return name;
  }

  const root = schema.getQueryType();
  if (!root) throw new Error('The schema has no queries.');
  const body = selections(root, 5);
  const head = variables.length > 0 ? `query (${variables.join(', ')})` : 'query';
  return { document: [`${head} ${body}`, ...fragments].join('\n'), coordinates: [...used].sort() };
}
