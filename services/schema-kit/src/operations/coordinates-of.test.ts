import { buildSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { coordinatesOf } from './coordinates-of.ts';
import { normaliseOperation } from './normalise-operation.ts';

const schema = buildSchema(`
  type Query { user(id: ID!, filter: Filter): Actor users(order: Order): [User] }
  interface Actor { id: ID! }
  type User implements Actor { id: ID! name(style: Style): String }
  type Robot implements Actor { id: ID! }
  input Filter { since: Int nested: Filter order: Order }
  enum Order { NAME AGE }
  enum Style { SHORT LONG }
`);

const of = (source: string) => coordinatesOf(parse(source), schema);

describe('the coordinates of a document', () => {
  test('are the fields, arguments, enum values, input fields and types that it names', () => {
    expect(
      of(`{
        user(id: 1, filter: { nested: { since: 1 }, order: AGE }) { __typename id ... on User { name(style: SHORT) } }
      }`),
    ).toEqual([
      'Actor.id',
      'Filter.nested',
      'Filter.order',
      'Filter.since',
      'Order.AGE',
      'Query.user',
      'Query.user(filter:)',
      'Query.user(id:)',
      'Style.SHORT',
      'User',
      'User.name',
      'User.name(style:)',
    ]);
  });

  test('are, of a variable, the type that it has, whatever it holds', () => {
    expect(
      of(
        'query ($f: [Filter!]) { users { id @include(if: true) } user(id: 1, filter: $f) { id } }',
      ),
    ).toEqual([
      'Actor.id',
      'Filter',
      'Query.user',
      'Query.user(filter:)',
      'Query.user(id:)',
      'Query.users',
      'User.id',
    ]);
  });

  test('leave out what the schema does not have', () => {
    expect(
      of('query ($x: Nothing) { gone { name } users { name gone } ... on Gone { id } }'),
    ).toEqual(['Query.users', 'User.name']);
  });

  test('are those of the normal form as well', () => {
    const source = `query ($o: Order) {
      users(order: $o) { ...F } one: user(id: "1", filter: {since: 5}) { id }
    } fragment F on User { short: name(style: SHORT) }`;
    const normal = normaliseOperation(parse(source))?.text as string;
    expect(of(normal)).toEqual(of(source));
  });
});
