import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { composeSupergraph } from '../composition/compose-supergraph.ts';
import { CompositionError } from '../composition/composition-error.ts';
import { type ContractFilter, cutContract } from './cut-contract.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag"])';
const SHOP = `${LINK}
  type Query {
    product(id: ID!, draft: Boolean @tag(name: "internal")): Product @tag(name: "partner")
    audit: Audit @tag(name: "internal")
    search(filter: Filter): [Product!]!
  }
  type Product @key(fields: "id") @tag(name: "partner") {
    id: ID!
    title: String!
    margin: Int @tag(name: "internal")
    state: State
  }
  enum State @tag(name: "partner") { DRAFT @tag(name: "internal") LIVE }
  type Audit { at: String }
  input Filter { text: String margin: Int @tag(name: "internal") }
`;
const { supergraphSdl } = composeSupergraph({
  subgraphs: [{ name: 'shop', url: 'http://shop.test/', typeDefs: SHOP }],
});

const cut = (filter: Partial<ContractFilter>) =>
  cutContract(supergraphSdl, {
    includeTags: [],
    excludeTags: [],
    hidesUnreachable: true,
    ...filter,
  });

describe('a contract', () => {
  test('leaves alone what access rules put into a supergraph', () => {
    const guarded = composeSupergraph({
      subgraphs: [
        {
          ...{ name: 'guarded', url: 'http://guarded.test/' },
          typeDefs: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
              import: ["@tag", "@authenticated", "@requiresScopes", "@policy", "@cost"])
            type Query {
              pay: Int @requiresScopes(scopes: [["pay:read"]]) @cost(weight: 2)
              file: Int @policy(policies: [["staff"]])
              draft: Int @authenticated @tag(name: "internal")
            }`,
        },
      ],
    });
    const filter = { includeTags: [], excludeTags: ['internal'], hidesUnreachable: true };
    const { apiSdl } = cutContract(guarded.supergraphSdl, filter);
    expect(Object.keys(buildSchema(apiSdl).getQueryType()?.getFields() ?? {})).toEqual([
      ...['pay', 'file'],
    ]);
  });

  test('leaves out what bears a tag, and what nothing leads to then', () => {
    expect(cut({ excludeTags: ['internal'] }).apiSdl).toMatchInlineSnapshot(`
      "input Filter {
        text: String
      }

      type Product {
        id: ID!
        title: String!
        state: State
      }

      type Query {
        product(id: ID!): Product
        search(filter: Filter): [Product!]!
      }

      enum State {
        LIVE
      }"
    `);
  });

  test('has only what bears a tag, where it names some', () => {
    const { apiSdl } = cut({ includeTags: ['partner'], excludeTags: ['internal'] });
    expect(apiSdl).toMatchInlineSnapshot(`
      "type Product {
        id: ID!
        title: String!
        state: State
      }

      type Query {
        product(id: ID!): Product
      }

      enum State {
        LIVE
      }"
    `);
  });

  test('keeps types that nothing leads to if it is told to', () => {
    const { apiSdl } = cut({ excludeTags: ['internal'], hidesUnreachable: false });
    expect(buildSchema(apiSdl).getType('Audit')).toBeDefined();
  });

  test('is a supergraph that can be cut again', () => {
    const once = cut({ excludeTags: ['internal'] }).supergraphSdl;
    const filter = { includeTags: [], excludeTags: ['partner'], hidesUnreachable: false };
    expect(() => cutContract(once, filter)).toThrow(CompositionError);
    const again = cutContract(once, { ...filter, excludeTags: ['internal'] });
    expect(again.apiSdl).toContain('type Product');
  });

  test.each([
    ['nothing is left', { includeTags: ['nowhere'] }],
    ['what is left needs what is out', { excludeTags: ['partner'], hidesUnreachable: false }],
  ])('is refused when %s', (_what, filter) => {
    expect(() => cut(filter)).toThrow(CompositionError);
  });
});
