import { buildSchema, type FieldNode, parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { clientNameOf, createSafeAliases } from './safe-aliases.ts';

const aliasSafely = createSafeAliases(
  buildSchema('type Query { room: Room } type Room { floor: Int number(of: Int): Int }'),
);
const renamed = (source: string) => print(aliasSafely(parse(source)).document).replace(/\s+/g, ' ');

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
    const document = parse(`{ ${selection} }`);
    const { nameInData } = aliasSafely(document);
    const operation = document.definitions[0];
    const field = (operation as { selectionSet: { selections: readonly FieldNode[] } }).selectionSet
      .selections[0] as FieldNode;
    expect(clientNameOf(nameInData(field))).toBe(field.alias?.value ?? field.name.value);
  },
);

test('tells fields of one response name and different arguments apart', () => {
  const source =
    '{ room { ... on A { x: number(of: 1) } ... on B { x: number(of: 2) } ...F } } fragment F on C { x: number(of: 1) }';
  const names = [...renamed(source).matchAll(/(\w+): number/g)].map(([, name]) => name as string);
  expect(new Set(names).size).toBe(2);
  expect(names[0]).toBe(names[2]);
  expect(names.map(clientNameOf)).toEqual(['x', 'x', 'x']);
});

test('keeps names that differ in their place alone', () => {
  const source = '{ room { number(of: 1) } n: room { number(of: 2) } }';
  expect(renamed(source)).toBe(source);
});
