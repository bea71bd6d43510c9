import { type ObjectTypeDefinitionNode, parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { orderKeys } from './order-keys.ts';

/** The directives of the first type of a supergraph, in the order that they are put into. */
function directives(source: string): readonly string[] {
  const [type] = parse(orderKeys(source)).definitions as ObjectTypeDefinitionNode[];
  return type?.directives?.map((directive) => print(directive)) ?? [];
}

const a = '@join__type(graph: A, key: "id", resolvable: false)';
const b = '@join__type(graph: A, key: "sku")';
const c = '@join__type(graph: A, key: "upc", resolvable: true)';
const d = '@join__type(graph: B, key: "x", resolvable: false)';

test.each<[string, string, string[]]>([
  ['after those that are', `type P ${a} ${b} { id: ID }`, [b, a]],
  [
    'in their order, and the others in theirs',
    `type P ${a} ${b} ${d} ${c} { id: ID }`,
    [b, c, a, d],
  ],
  ['on interfaces too', `interface P ${a} ${c} { id: ID }`, [c, a]],
  ['where they are when all are such', `type P ${a} ${d} { id: ID }`, [a, d]],
  [
    'with other directives where they were',
    `type P @tag(name: "x") ${a} @other(resolvable: false) ${b} { id: ID }`,
    ['@tag(name: "x")', '@other(resolvable: false)', b, a],
  ],
])('keys that are not resolvable stand %s', (_name, source, expected) => {
  expect(directives(source)).toEqual(expected);
});

test('all else of a supergraph stays as it is', () => {
  const source = `"""What it is"""
    schema @link(url: "https://specs.apollo.dev/link/v1.0") { query: Query }
    directive @join__type(graph: join__Graph!, key: String) repeatable on OBJECT
    enum join__Graph { A @join__graph(name: "a", url: "x") }
    type Query { p(n: Int = 1): P @join__field(graph: A) }
    type P ${b} { "An id" id: ID! }
    union U ${'@join__unionMember(graph: A, member: "P")'} = P
    scalar S input I { a: Int = 3 }`;
  expect(orderKeys(source)).toBe(print(parse(source)));
});
