import { type DocumentNode, Kind, type OperationDefinitionNode, parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { splitOperation } from './plannable-document.ts';

const text = (document: DocumentNode | null) =>
  document === null ? null : print(document).replace(/\s+/g, ' ');

function operationOf(document: DocumentNode, name?: string): OperationDefinitionNode {
  return document.definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === name,
  ) as OperationDefinitionNode;
}

function split(source: string) {
  const document = parse(source);
  const { planned, introspection } = splitOperation(document, operationOf(document));
  return { planned: text(planned), introspection: text(introspection) };
}

test.each<[string, { source: string; planned: string | null; introspection: string | null }]>([
  [
    'of data alone is planned as it is',
    {
      source: 'query ($id: ID!) { me { name } x: node(id: $id) { id } }',
      planned: 'query ($id: ID!) { me { name } x: node(id: $id) { id } }',
      introspection: null,
    },
  ],
  [
    'of introspection alone needs no plan',
    {
      source: '{ __schema { types { name } } x: __type(name: "A") { name } }',
      planned: null,
      introspection: '{ __schema { types { name } } x: __type(name: "A") { name } }',
    },
  ],
  [
    'of the root type’s name alone needs neither',
    {
      source: '{ __typename x: __typename ... { __typename } }',
      planned: null,
      introspection: null,
    },
  ],
  [
    'of data and introspection is taken apart',
    {
      source: '{ me { name } __schema { types { name } } __typename count }',
      planned: '{ me { name } count }',
      introspection: '{ __schema { types { name } } }',
    },
  ],
  [
    'asks subgraphs for the type names of all but the root',
    {
      source: '{ __typename me { __typename t: __typename } }',
      planned: '{ me { __typename t: __typename } }',
      introspection: null,
    },
  ],
  [
    'may call other fields as introspection is called',
    {
      source: '{ __schema: me { name } x: __schema { description } }',
      planned: '{ __schema: me { name } }',
      introspection: '{ x: __schema { description } }',
    },
  ],
  [
    'keeps the conditions and types of fragments in both parts',
    {
      source:
        '{ ... on Query @include(if: true) { me { name } __schema { description } } ...F @skip(if: false) } fragment F on Query { count __type(name: "A") { name } }',
      planned:
        '{ ... on Query @include(if: true) { me { name } } ... on Query @skip(if: false) { count } }',
      introspection:
        '{ ... on Query @include(if: true) { __schema { description } } ... on Query @skip(if: false) { __type(name: "A") { name } } }',
    },
  ],
  [
    'keeps the conditions of fields',
    {
      source:
        'query ($a: Boolean!) { me @include(if: $a) { name } __schema @skip(if: $a) { description } }',
      planned: 'query ($a: Boolean!) { me @include(if: $a) { name } }',
      introspection: 'query ($a: Boolean!) { __schema @skip(if: $a) { description } }',
    },
  ],
  [
    'has in each part the fragments that it uses, and no others',
    {
      source: `{ ...Root me { ...P } __schema { ...S } }
        fragment Root on Query { me { ...P } }
        fragment P on Person { name friend { ...Q } }
        fragment Q on Person { id }
        fragment S on __Schema { types { ...T } }
        fragment T on __Type { name }`,
      planned:
        '{ ... on Query { me { ...P } } me { ...P } } fragment P on Person { name friend { ...Q } } fragment Q on Person { id }',
      introspection:
        '{ __schema { ...S } } fragment S on __Schema { types { ...T } } fragment T on __Type { name }',
    },
  ],
  [
    'has root fields in fragments within fragments',
    {
      source:
        '{ ...F } fragment F on Query { ... { ...G } } fragment G on Query { count __typename }',
      planned: '{ ... on Query { ... { ... on Query { count } } } }',
      introspection: null,
    },
  ],
  [
    'that is a mutation stays one',
    {
      source: 'mutation { rename { id } __typename }',
      planned: 'mutation { rename { id } }',
      introspection: null,
    },
  ],
])('an operation %s', (_name, { source, planned, introspection }) => {
  expect(split(source)).toEqual({ planned, introspection });
});
