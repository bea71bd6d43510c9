import { buildSchema, type GraphQLLeafType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { compileLeaf, LeafError } from './complete-leaf.ts';

const schema = buildSchema(`
  type Query { int: Int float: Float string: String id: ID boolean: Boolean mood: Mood any: JSON }
  enum Mood { GLAD SAD }
  scalar JSON
`);
const complete = (type: string, value: unknown) =>
  compileLeaf(schema.getType(type) as GraphQLLeafType)(value);

describe('a value is taken', () => {
  test.each<[string, unknown, unknown]>([
    ['Int', 0, 0],
    ['Int', -2_147_483_648, -2_147_483_648],
    ['Int', 2_147_483_647, 2_147_483_647],
    ['Int', 1.0, 1],
    ['Int', '5', 5],
    ['Int', true, 1],
    ['Float', 0, 0],
    ['Float', 1e300, 1e300],
    ['Float', 0.5, 0.5],
    ['Float', '0.5', 0.5],
    ['String', '', ''],
    ['String', 'a', 'a'],
    ['String', 0, '0'],
    ['String', false, 'false'],
    ['ID', '', ''],
    ['ID', 'a', 'a'],
    ['ID', 0, '0'],
    ['Boolean', false, false],
    ['Boolean', true, true],
    ['Boolean', 0, false],
    ['Mood', 'GLAD', 'GLAD'],
    ['JSON', 0, 0],
    ['JSON', '', ''],
    ['JSON', false, false],
    ['JSON', [], []],
    ['JSON', { a: [{ b: null }] }, { a: [{ b: null }] }],
  ])('as %s: %j is %j', (type, value, completed) => {
    expect(complete(type, value)).toEqual(completed);
  });
});

describe('a value is refused', () => {
  test.each<[string, unknown]>([
    ['Int', 2_147_483_648],
    ['Int', -2_147_483_649],
    ['Int', 0.5],
    ['Int', ''],
    ['Int', 'five'],
    ['Int', []],
    ['Int', {}],
    ['Float', 'much'],
    ['Float', ''],
    ['Float', Number.POSITIVE_INFINITY],
    ['Float', [1]],
    ['String', {}],
    ['String', ['a']],
    ['String', { toString: 'a' }],
    ['String', { valueOf: 'a' }],
    ['ID', 0.5],
    ['ID', false],
    ['ID', {}],
    ['ID', { toJSON: 1 }],
    ['Boolean', 'true'],
    ['Boolean', ''],
    ['Boolean', []],
    ['Mood', 'ANGRY'],
    ['Mood', 'glad'],
    ['Mood', ''],
    ['Mood', 0],
    ['Mood', ['GLAD']],
    ['Mood', 'toString'],
    ['Mood', '__proto__'],
  ])('as %s: %j', (type, value) => {
    expect(() => complete(type, value)).toThrow(LeafError);
  });

  test('without being named in the message, since it could be a secret', () => {
    expect(() => complete('Int', 'secret')).toThrow(/^A value is no "Int".$/);
    expect(() => complete('Mood', 'secret')).toThrow(/^A value is not one of the enum "Mood".$/);
  });
});

const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

test('a value of a custom scalar is taken with its keys, whatever they are called', () => {
  const json = '{"__proto__":{"a":1},"constructor":[],"toJSON":0}';
  expect(JSON.stringify(complete('JSON', JSON.parse(json)))).toBe(json);
});

test.each([1, 200])('a value of a custom scalar is taken when nested %i levels deep', (levels) => {
  expect(complete('JSON', nested(levels))).toEqual(nested(levels));
});

test.each([201, 50_000])('a value of a custom scalar is refused when nested %i deep', (levels) => {
  expect(() => complete('JSON', nested(levels))).toThrow('nested too deeply');
  expect(() => complete('JSON', { a: { b: nested(levels) } })).toThrow(LeafError);
});
