import { buildSchema, type GraphQLInputType, parseValue, print } from 'graphql';
import { expect, test } from 'vitest';
import { textOfValue, valueOfText } from './argument-text.ts';

const schema = buildSchema('input In { a: Int } type Query { a(id: ID, in: In): String }');
const typeNamed = (name: string) => schema.getType(name) as GraphQLInputType;

test.each([
  ['wool jacket', 'String', '"wool jacket"'],
  ['"quoted"', 'String', '"quoted"'],
  ['$search', 'String', '$search'],
  ['42', 'ID', '"42"'],
  ['42', 'Int', '42'],
  ['{ a: 1 }', 'In', '{a: 1}'],
])('reads %s as a value of %s', (text, type, expected) => {
  const parsed = valueOfText(text, typeNamed(type));
  expect(parsed.kind === 'value' && parsed.value && print(parsed.value)).toBe(expected);
});

test.each(['{ a: ', '1 2', '"open'])('cannot read %s', (text) => {
  expect(valueOfText(text, typeNamed('In'))).toEqual({ kind: 'unreadable' });
});

test('takes an argument away when nothing is typed', () => {
  expect(valueOfText('  ', typeNamed('Int'))).toEqual({ kind: 'value', value: null });
});

test.each([
  ['"wool"', 'wool'],
  ['$search', '$search'],
  ['{ a: 1 }', '{a: 1}'],
])('writes %s for people as %s', (value, expected) => {
  expect(textOfValue(parseValue(value))).toBe(expected);
});
