import {
  buildSchema,
  type GraphQLObjectType,
  OperationTypeNode,
  parse,
  print,
  stripIgnoredCharacters,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { valueOfText } from './argument-text.ts';
import { changeOperation, findOperation } from './edit-document.ts';
import {
  addSelection,
  findSelection,
  removeSelection,
  type Step,
  setArgument,
} from './edit-selection.ts';

const schema = buildSchema(`
  type Query {
    me: User
    product(slug: String!, currency: Currency = EUR): Product
    products(first: Int, filter: ProductFilter): [Product!]!
    node: Node
  }
  type Mutation { rename(input: RenameInput!): RenameResult! }
  enum Currency { EUR USD }
  input ProductFilter { title: String }
  input RenameInput { title: String! }
  type User { id: ID! name: String! favourite: Product }
  type Product { slug: String! id: ID! price: Money! }
  type Money { amountMinor: Int! }
  type Nothing { self: Nothing }
  union RenameResult = Product | Nothing
  interface Node { id: ID! }
`);

type Edit = typeof addSelection;

/** Applies an edit to the first operation of a text, at `me.favourite.price` or `rename.Product!`. */
function edited(text: string, path: string, edit: Edit): string {
  const document = text ? parse(text) : undefined;
  const operation = findOperation(document, undefined);
  const rootOfPath = path.startsWith('rename')
    ? OperationTypeNode.MUTATION
    : OperationTypeNode.QUERY;
  const type = operation?.operation ?? rootOfPath;
  const parentType = schema.getRootType(type) as GraphQLObjectType;
  const selectionSet = edit(operation?.selectionSet, { schema, parentType, path: stepsOf(path) });
  const changed = changeOperation({ schema, document, operation, type, selectionSet });
  return stripIgnoredCharacters(print(changed));
}

function stepsOf(path: string): Step[] {
  return path
    .split('.')
    .map((part) =>
      part.endsWith('!')
        ? { kind: 'type', name: part.slice(0, -1) }
        : { kind: 'field', name: part },
    );
}

const argument =
  (name: string, text: string): Edit =>
  (selectionSet, place) => {
    const query = schema.getQueryType()?.getFields().products;
    const type = query?.args.find((arg) => arg.name === name)?.type;
    const parsed = type && valueOfText(text, type);
    return parsed?.kind === 'value'
      ? setArgument(selectionSet, place, { name, value: parsed.value })
      : selectionSet;
  };

describe('adding', () => {
  test.each([
    ['', 'me.name', '{me{name}}'],
    ['', 'me', '{me{id}}'],
    ['{me{name}}', 'me.favourite.price', '{me{name favourite{price{amountMinor}}}}'],
    ['{me{name}}', 'products', '{me{name}products{id}}'],
    ['query Named{me{name}}', 'me.id', 'query Named{me{name id}}'],
    ['{mine:me{name}}', 'me.id', '{mine:me{name id}}'],
    ['', 'node.Product!.slug', '{node{...on Product{slug}}}'],
  ])('%j gets %s', (before, path, after) => {
    expect(edited(before, path, addSelection)).toBe(after);
  });

  test('turns required arguments into variables', () => {
    expect(edited('', 'product.price', addSelection)).toBe(
      'query($slug:String!){product(slug:$slug){price{amountMinor}}}',
    );
    expect(edited('', 'rename.Nothing!', addSelection)).toBe(
      'mutation($input:RenameInput!){rename(input:$input){...on Nothing{__typename}}}',
    );
  });
});

describe('removing', () => {
  test.each([
    ['{me{name id}}', 'me.name', '{me{id}}'],
    ['{me{name}products{id}}', 'me.name', '{products{id}}'],
    ['query($slug:String!){me{id}product(slug:$slug){id}}', 'product', '{me{id}}'],
    ['{me{name}}', 'me', ''],
    ['{me{name}}query Other{me{id}}', 'me', 'query Other{me{id}}'],
  ])('%j loses %s', (before, path, after) => {
    expect(edited(before, path, removeSelection)).toBe(after);
  });
});

describe('arguments', () => {
  test.each([
    ['{products{id}}', argument('first', '5'), '{products(first:5){id}}'],
    ['{products(first:5){id}}', argument('first', ' '), '{products{id}}'],
    [
      '{products{id}}',
      argument('first', '$count'),
      'query($count:Int){products(first:$count){id}}',
    ],
    [
      'query($count:Int){products(first:$count){id}}',
      argument('first', '1'),
      '{products(first:1){id}}',
    ],
    ['{products{id}}', argument('filter', '{title:"x"}'), '{products(filter:{title:"x"}){id}}'],
    ['', argument('first', '2'), '{products(first:2){id}}'],
  ])('%j becomes what was typed', (before, edit, after) => {
    expect(edited(before, 'products', edit)).toBe(after);
  });

  test('keeps variables that only a fragment uses', () => {
    const before = 'query($slug:String!){me{id}...F}fragment F on Query{product(slug:$slug){id}}';
    expect(edited(before, 'me.name', addSelection)).toContain('query($slug:String!)');
  });
});

test('finds selections through aliases and types, and nothing behind a spread', () => {
  const selections = (text: string) => findOperation(parse(text), undefined)?.selectionSet;
  expect(findSelection(selections('{a:me{id}}'), stepsOf('me.id'))).toMatchObject({
    kind: 'Field',
  });
  expect(
    findSelection(selections('{me{...F}}fragment F on User{id}'), stepsOf('me.id')),
  ).toBeNull();
});
