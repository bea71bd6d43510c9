import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { schemaOf } from './load-supergraph.ts';
import { createOutcomesOfOperation } from './outcomes-of-operation.ts';
import { readJoinDirectives } from './read-join-directives.ts';

const SDL = `
  type Query { thing: Thing named: Named shops: [Shop] other: Other }
  interface Named { name: String }
  type Thing implements Named @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
    id: ID!
    name: String @join__field(graph: B, override: "a", overrideLabel: "percent(33)")
    size: Int @join__field(graph: C, override: "a", overrideLabel: "percent(5)")
    price: Int @join__field(graph: B, requires: "size")
    plain: Int
    shop: Shop
  }
  type Shop @join__type(graph: A, key: "code") @join__type(graph: D, key: "place { city }") {
    code: ID!
    place: Place
  }
  type Place { city: String @join__field(graph: B, override: "a", overrideLabel: "percent(66)") }
  type Other { plain: Int }`;

const outcomesIn = (sdl: string, query: string) => {
  const outcomesOf = createOutcomesOfOperation({
    ...{ fullSchema: schemaOf(sdl), ...readJoinDirectives(sdl) },
  });
  return outcomesOf(parse(query)).all.toSorted((a, b) => a - b);
};

test('an operation that has nothing to do with a field that moves has one outcome', () => {
  expect(outcomesIn(SDL, '{ other { plain } thing { id plain __typename } }')).toEqual([0]);
});

test.each([
  ['the field itself', '{ thing { name } }', [0, 33]],
  ['the field of an interface', '{ named { name } }', [0, 33]],
  ['the field in a fragment', '{ ...All } fragment All on Query { thing { size } }', [0, 5]],
  ['a field that requires it', '{ thing { price } }', [0, 5]],
  ['a type that it is in a key of', '{ shops { code } }', [0, 66]],
  ['several', '{ thing { name size shop { code } } }', [0, 5, 33, 66]],
])('an operation depends on an override by %s', (_how, query, expected) => {
  expect(outcomesIn(SDL, query)).toEqual(expected);
});

test('where arguments come from contexts, each operation may depend on each override', () => {
  const withContext = `${SDL.replace('type Other {', 'type Other { used: Int @join__field(contextArguments: [])')}`;
  expect(outcomesIn(withContext, '{ other { plain } }')).toEqual([0, 5, 33, 66]);
});
