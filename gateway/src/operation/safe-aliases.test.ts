import { buildSchema, type FieldNode, parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { createSafeAliases, responseNameOf } from './safe-aliases.ts';

const { rename, nameInData } = createSafeAliases(
  buildSchema('type Query { room: Room } type Room { floor: Int number: Int }'),
);
const renamed = (source: string) => print(rename(parse(source))).replace(/\s+/g, ' ');

test('keeps names and aliases that are no field of the schema', () => {
  const source = '{ room { floor n: number number } }';
  expect(renamed(source)).toBe(source);
});

test('takes off aliases that say nothing', () => {
  expect(renamed('{ room { floor: floor type: __typename __typename } }')).toBe(
    '{ room { floor __typename __typename } }',
  );
});

test('renames aliases that are the name of another field, everywhere', () => {
  expect(
    renamed('{ number: room { floor: number ...F } } fragment F on Room { room: floor }'),
  ).toBe(
    '{ aliased_number: room { aliased_floor: number ...F } } fragment F on Room { aliased_room: floor }',
  );
});

test.each(['n: number', 'floor: number', 'aliased_floor: number', 'aliased_x: number', 'number'])(
  'gives the client its own name back: %s',
  (selection) => {
    const operation = parse(`{ ${selection} }`).definitions[0];
    const field = (operation as { selectionSet: { selections: readonly FieldNode[] } }).selectionSet
      .selections[0] as FieldNode;
    expect(responseNameOf(nameInData(field))).toBe(field.alias?.value ?? field.name.value);
  },
);
