import { composeSupergraph } from '@causeway/schema-kit';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { loadSupergraph } from '../supergraph/load-supergraph.ts';
import type {
  EntityRequest,
  FetchNode,
  PathSegment,
  PlanNode,
  RequiredSelection,
  Rewrite,
} from './query-plan.ts';
import { createFindUnplannedFields } from './unplanned-fields.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@interfaceObject", "@shareable"])\n`;
const { supergraphSdl } = composeSupergraph({
  subgraphs: [
    {
      name: 'pets',
      url: 'http://pets.test',
      typeDefs: `${LINK} type Query { pets: [Pet!]! cat: Cat any: Any box: Box } type Box @shareable { held: Any }
        interface Pet @key(fields: "id") { id: ID! name: String }
        type Cat implements Pet @key(fields: "id") { id: ID! name: String lives: Int friend: Pet }
        type Dog implements Pet @key(fields: "id") { id: ID! name: String tricks: Int }
        union Any = Cat | Dog`,
    },
    {
      name: 'vets',
      url: 'http://vets.test',
      typeDefs: `${LINK} type Query { patients: [Pet!]! other: Any } type Box @shareable { held: Any }
        type Pet @key(fields: "id") @interfaceObject { id: ID! visits: Int seen(n: Int): Int }
        type Stone @shareable { weight: Int } union Any = Stone`,
    },
  ],
});
const findUnplannedFields = createFindUnplannedFields(loadSupergraph(supergraphSdl));

const fetch = (
  subgraph: string,
  document: string,
  entities?: Partial<EntityRequest>,
): FetchNode => ({
  kind: 'Fetch',
  subgraph,
  operationKind: 'query',
  operationName: undefined,
  variables: [],
  outputRewrites: [],
  document,
  entities: entities
    ? [
        {
          ...{ responseName: '_entities', variable: 'r', paths: [[]], requires: [ID] },
          ...{ inputRewrites: [], outputRewrites: [], ...entities },
        },
      ]
    : [],
});
const ID: RequiredSelection = { kind: 'Field', name: 'id', sendAs: 'id', selections: [] };
const at = (...names: string[]): PathSegment[] => names.map((name) => ({ kind: 'Field', name }));
const of = (...types: string[]): PathSegment => ({ kind: 'TypeCondition', types });
const inOrder = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Sequence', nodes });
const entities = (selections: string) =>
  `query ($r: [_Any!]!) { _entities(representations: $r) ${selections} }`;
const rename = (from: string, to: string): Rewrite => ({ kind: 'RenameKey', path: at(from), to });

const pets = fetch('pets', '{ pets { __typename id } }');
const patients = fetch('vets', '{ patients { id } }');

test.each<[string, { operation: string; node: PlanNode | null; unplanned: string[] }]>([
  ['a field of no fetch', { operation: '{ cat { id } }', node: null, unplanned: ['cat'] }],
  [
    'each field of no fetch, by response name',
    {
      operation: '{ x: cat { id lives mine: name } y: cat { id } }',
      node: fetch('pets', '{ x: cat { id name } }'),
      unplanned: ['y', 'x.lives', 'x.mine'],
    },
  ],
  [
    'no field of any fetch, in fragments or not',
    {
      operation: '{ ...F pets { ... on Pet { name } } } fragment F on Query { pets { id } }',
      node: {
        kind: 'Parallel',
        nodes: [pets, fetch('pets', '{ pets { ...G } } fragment G on Pet { name }')],
      },
      unplanned: [],
    },
  ],
  [
    'no type name',
    { operation: '{ cat { __typename } }', node: fetch('pets', '{ cat { id } }'), unplanned: [] },
  ],
  [
    'a field that is brought for other types',
    {
      operation: '{ pets { name } }',
      node: fetch('pets', '{ pets { __typename ... on Cat { name } } }'),
      unplanned: ['pets.name'],
    },
  ],
  [
    'no field of a type that a subgraph does not have there',
    {
      operation: '{ any { ... on Cat { lives } ... on Stone { weight } } }',
      node: fetch('pets', '{ any { __typename ... on Cat { lives } } }'),
      unplanned: [],
    },
  ],
  [
    'no field of a type that not every subgraph has there',
    {
      operation: '{ box { held { ... on Cat { lives } } } }',
      node: fetch('pets', '{ box { held { __typename } } }'),
      unplanned: [],
    },
  ],
  [
    'a field that entities are asked for',
    {
      operation: '{ pets { visits } }',
      node: inOrder(
        pets,
        fetch('vets', entities('{ ... on Pet { visits } }'), { paths: [at('pets')] }),
      ),
      unplanned: [],
    },
  ],
  [
    'a field that only some entities are asked for',
    {
      operation: '{ patients { ... on Cat { visits } ... on Dog { visits } } }',
      node: inOrder(
        patients,
        fetch('pets', entities('{ ... on Pet { __typename } }'), { paths: [at('patients')] }),
        fetch('vets', entities('{ ... on Pet { visits } }'), {
          paths: [[...at('patients'), of('Cat')]],
        }),
      ),
      unplanned: ['patients.visits'],
    },
  ],
  [
    'a field that only some entities are represented for',
    {
      operation: '{ pets { visits } }',
      node: inOrder(
        pets,
        fetch('vets', entities('{ ... on Pet { visits } }'), {
          paths: [at('pets')],
          requires: [{ kind: 'InlineFragment', typeCondition: 'Dog', selections: [ID] }],
        }),
      ),
      unplanned: ['pets.visits'],
    },
  ],
  [
    'no field that entities of all types are asked for, one after the other',
    {
      operation: '{ patients { visits } }',
      node: inOrder(
        patients,
        ...['Cat', 'Dog'].map((type) =>
          fetch('vets', entities('{ ... on Pet { visits } }'), {
            paths: [[...at('patients'), of(type)]],
          }),
        ),
      ),
      unplanned: [],
    },
  ],
  [
    'a field of an entity in another place',
    {
      operation: '{ cat { visits friend { visits } } }',
      node: inOrder(
        fetch('pets', '{ cat { id friend { __typename id } } }'),
        fetch('vets', entities('{ ... on Pet { visits } }'), { paths: [at('cat', 'friend')] }),
      ),
      unplanned: ['cat.visits'],
    },
  ],
  [
    'no field that is renamed when it comes',
    {
      operation: '{ pets { seen } cat { x: id } }',
      node: inOrder(
        {
          ...fetch('pets', '{ pets { __typename id } y: cat { id } }'),
          outputRewrites: [rename('y', 'cat')],
        },
        fetch('vets', entities('{ ... on Pet { alias: seen } }'), {
          paths: [at('pets')],
          outputRewrites: [rename('alias', 'seen')],
        }),
      ),
      unplanned: ['cat.x'],
    },
  ],
])('finds %s', (_name, { operation, node, unplanned }) => {
  expect(findUnplannedFields(parse(operation), { kind: 'QueryPlan', node })).toEqual(unplanned);
});
