import { createHash } from 'node:crypto';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { coordinatesOf } from './coordinates-of.ts';
import { normaliseOperation } from './normalise-operation.ts';
import { randomUse } from './random-use.ts';

const DOCUMENTS = 1_000;
const schema = buildSchema(`
  directive @weigh(by: Order) on FIELD
  type Query {
    actor(id: ID!, filter: Filter): Actor
    actors(filters: [Filter!]!, order: Order = NAME): [Actor!]!
    search(text: String!, within: Range): [Found]
    user: User
    named: Named
  }
  interface Named { name(style: Style): String }
  interface Actor implements Named { id: ID! name(style: Style): String friends(first: Int, filter: Filter): [Actor!] }
  type User implements Actor & Named {
    id: ID! name(style: Style): String friends(first: Int, filter: Filter): [Actor!] age(within: Range!): Int found: Found
  }
  type Robot implements Actor & Named {
    id: ID! name(style: Style): String friends(first: Int, filter: Filter): [Actor!] maker: User
  }
  type Thing implements Named { name(style: Style): String owner: Actor }
  union Found = User | Thing
  input Filter { since: Int range: Range orders: [Order!] not: Filter all: [Filter!] }
  input Range { from: Int! to: Int order: Order }
  enum Order { NAME AGE }
  enum Style { SHORT LONG }
`);

/** Numbers of a fixed order: what fails once fails again. */
function randomOf(seed: number): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    const digest = createHash('sha256').update(`${seed} ${drawn}`).digest();
    return digest.readUInt32LE(0) / 2 ** 32;
  };
}

test(`the coordinates of ${DOCUMENTS} documents are what was put into each, also in the normal form`, () => {
  const met = new Set<string>();
  for (let seed = 0; seed < DOCUMENTS; seed += 1) {
    const { document, coordinates } = randomUse(schema, randomOf(seed));
    const parsed = parse(document);
    const what = `seed ${seed}: ${document}`;
    expect(validate(schema, parsed), what).toEqual([]);
    expect(coordinatesOf(parsed, schema), what).toEqual(coordinates);
    const normal = normaliseOperation(parsed);
    expect(coordinatesOf(parse(normal?.text ?? ''), schema), what).toEqual(coordinates);
    for (const coordinate of coordinates) met.add(coordinate);
  }
  // Variables of input types, fragments on each kind of type, and directives were among them.
  expect([...met]).toEqual(
    expect.arrayContaining([
      'Filter',
      'Range',
      'Order',
      'Found',
      'Named',
      'Actor',
      'User',
      '@weigh',
    ]),
  );
});
