import { expect, test } from 'vitest';
import { readJoinDirectives } from './read-join-directives.ts';

const field = (...directives: string[]) =>
  readJoinDirectives(`type Query { a: Int ${directives.join(' ')} }`);

test('a supergraph without overrides and contexts has none', () => {
  expect(field('@join__field(graph: A)', '@tag(name: "overrideLabel")')).toEqual({
    overrideLabels: [],
    fieldSets: new Map(),
    usesContexts: false,
  });
});

test.each([
  ['percent(0)', 0],
  ['percent(5)', 5],
  ['percent(25)', 25],
  ['percent(100)', 100],
  ['percent(0.5)', 0.5],
  ['percent(33.333)', 33.333],
  ['percent()', 0],
  ['percent(abc)', 0],
  ['percent(-5)', 0],
  ['percent(5) ', 0],
  ['beta', 0],
  ['', 0],
])('the label %j holds for %d of 100 requests', (label, percentage) => {
  const { overrideLabels } = field(
    `@join__field(graph: A, override: "b", overrideLabel: ${JSON.stringify(label)})`,
  );
  expect(overrideLabels).toEqual([{ label, percentage, fields: ['Query.a'] }]);
});

test('a label is read once, wherever it stands', () => {
  const { overrideLabels } = readJoinDirectives(`
    type Query {
      a: Int @join__field(graph: A, overrideLabel: "percent(5)") @join__field(graph: B, overrideLabel: "x")
      b: Int @join__field(graph: B, overrideLabel: "percent(5)") @other(overrideLabel: "y")
    }
    interface I { c: Int @join__field(graph: A, overrideLabel: "percent(7)") }
    extend type Query { d: Int @join__field(graph: A, overrideLabel: "z") }
  `);
  expect(overrideLabels.map(({ label, fields }) => [label, ...fields])).toEqual([
    ['percent(5)', 'Query.a', 'Query.b'],
    ['x', 'Query.a'],
    ['percent(7)', 'I.c'],
    ['z', 'Query.d'],
  ]);
});

test('what subgraphs have to be told is read by type and by field', () => {
  const { fieldSets } = readJoinDirectives(`
    type A @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") @join__type(graph: B, key: "b { id }") {
      c: Int @join__field(graph: A, requires: "d e") @join__field(graph: B)
    }
    union U @join__type(graph: A, key: "id") = A
  `);
  expect(fieldSets).toEqual(
    new Map([
      ['A', ['id', 'b { id }']],
      ['A.c', ['d e']],
    ]),
  );
});

test('a supergraph uses contexts when a field has context arguments', () => {
  const argument = '{ context: "c", name: "a", type: "Int", selection: "{ x }" }';
  expect(field(`@join__field(graph: A, contextArguments: [${argument}])`).usesContexts).toBe(true);
  expect(field(`@other(contextArguments: [${argument}])`).usesContexts).toBe(false);
});
