import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isUnionType,
  parse,
  validate,
} from 'graphql';

/** Numbers of a fixed order, from 0 up to 1. */
export type Random = () => number;

/** Mulberry32: good enough to choose by, and the same everywhere. */
export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The variables of all the operations, and their values. */
export const VARIABLES = { yes: true, no: false };

/**
 * An operation that is valid for a schema: fields, aliases that may be the names of other fields,
 * fragments on whatever overlaps, conditions, type names.
 */
export function randomOperation(schema: GraphQLSchema, random: Random): string {
  const generator: Generator = { schema, random };
  const root = schema.getQueryType();
  if (!root) throw new Error('The schema has no queries.');
  for (;;) {
    const selections = randomSelections(root, 5, generator);
    const operation = `query ($yes: Boolean!, $no: Boolean!) { ${selections}
      ... @include(if: $yes) { __typename } ... @skip(if: $no) { __typename } }`;
    // Aliases often clash: such an operation is not one.
    if (validate(schema, parse(operation)).length === 0) return operation;
  }
}

interface Generator {
  readonly schema: GraphQLSchema;
  readonly random: Random;
}

function randomSelections(type: GraphQLCompositeType, depth: number, generator: Generator): string {
  const { random } = generator;
  const count = 1 + Math.floor(random() * 4);
  const selections = Array.from({ length: count }, () => randomSelection(type, depth, generator));
  return selections.join(' ');
}

function randomSelection(type: GraphQLCompositeType, depth: number, generator: Generator): string {
  const { schema, random } = generator;
  if (random() < 0.1) return `${randomAlias(type, generator)}__typename`;
  if (depth > 0 && random() < (isUnionType(type) ? 1 : 0.2)) {
    const conditions = [type, ...overlapping(schema, type)];
    const condition = pick(conditions, random);
    const on = condition === type && random() < 0.3 ? '' : ` on ${condition.name}`;
    return `...${on}${randomCondition(random)} { ${randomSelections(condition, depth - 1, generator)} }`;
  }
  if (isUnionType(type)) return '__typename';
  const fields = Object.values(type.getFields()).filter(
    (field) => depth > 1 || isLeafType(getNamedType(field.type)),
  );
  if (fields.length === 0) return '__typename';
  return randomField(pick(fields, random), type, depth, generator);
}

function randomField(
  field: GraphQLField<unknown, unknown>,
  parent: GraphQLCompositeType,
  depth: number,
  generator: Generator,
): string {
  const { random } = generator;
  const type = getNamedType(field.type);
  const args =
    field.args.length === 0
      ? ''
      : `(${field.args.map(({ name }) => `${name}: ${Math.floor(random() * 3)}`).join(', ')})`;
  const selections = isCompositeType(type)
    ? ` { ${randomSelections(type, depth - 1, generator)} }`
    : '';
  return `${randomAlias(parent, generator)}${field.name}${args}${randomCondition(random)}${selections}`;
}

function randomAlias(type: GraphQLCompositeType, { random }: Generator): string {
  if (random() < 0.75) return '';
  const names = isUnionType(type) ? [] : Object.keys(type.getFields());
  return `${pick([...names, 'x', 'y', 'z'], random)}: `;
}

function randomCondition(random: Random): string {
  const roll = random();
  if (roll < 0.85) return '';
  const directive = roll < 0.93 ? '@include' : '@skip';
  return ` ${directive}(if: ${pick(['$yes', '$no', 'true'], random)})`;
}

function overlapping(schema: GraphQLSchema, type: GraphQLCompositeType): GraphQLCompositeType[] {
  const members = (each: GraphQLCompositeType) =>
    isAbstractType(each) ? schema.getPossibleTypes(each) : [each];
  const own = new Set(members(type));
  return Object.values(schema.getTypeMap())
    .filter(isCompositeType)
    .filter(({ name }) => !name.startsWith('__'))
    .filter((each) => members(each).some((member) => own.has(member)));
}

function pick<V>(values: readonly V[], random: Random): V {
  return values[Math.floor(random() * values.length)] as V;
}
