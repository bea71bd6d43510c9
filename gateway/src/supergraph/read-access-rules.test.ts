import { Supergraph } from '@apollo/federation-internals';
import { composeSupergraph } from '@causeway/schema-kit';
import { describe, expect, test } from 'vitest';
import { supportedFeatures } from './load-supergraph.ts';
import { readAccessRules } from './read-access-rules.ts';

const link = (imports: string, as = '') =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9"${as}, import: [${imports}])\n`;

function rulesOf(...subgraphs: string[]) {
  const { supergraphSdl } = composeSupergraph({
    subgraphs: subgraphs.map((typeDefs, n) => ({ name: `s${n}`, url: `http://s${n}`, typeDefs })),
  });
  const { schema } = Supergraph.build(supergraphSdl, { supportedFeatures });
  const { conditions, needs } = readAccessRules(schema);
  return { conditions: Object.fromEntries(conditions), needs: Object.fromEntries(needs) };
}

const authenticated = { kind: 'authenticated' };
const scopes = (...anyOf: string[][]) => ({ kind: 'scopes', anyOf });
const policies = (...anyOf: string[][]) => ({ kind: 'policies', anyOf });

describe('the rules of a supergraph', () => {
  test('are read under whatever name and namespace its subgraphs have for them', () => {
    const { conditions } = rulesOf(
      `${link('{ name: "@authenticated", as: "@login" }', ', as: "fed"')}
        type Query { a: Int @login b: Int @fed__policy(policies: [["p"]]) @fed__requiresScopes(scopes: [["s"]]) }`,
    );
    expect(conditions).toEqual({
      'Query.a': [authenticated],
      'Query.b': [scopes(['s']), policies(['p'])],
    });
  });

  test('are those of object types, fields, scalars and enums; of several subgraphs, all', () => {
    const imports = '"@key", "@shareable", "@authenticated", "@requiresScopes"';
    const { conditions } = rulesOf(
      `${link(imports)} type Query { a: A }
        type A @key(fields: "id") @authenticated { id: ID! s: S e: E x: Int @shareable @requiresScopes(scopes: [["a"], ["b"]]) }
        scalar S @authenticated
        enum E @requiresScopes(scopes: [["e"]]) { X }`,
      `${link(imports)} type A @key(fields: "id") { id: ID! x: Int @shareable @requiresScopes(scopes: [["c"]]) }`,
    );
    expect(conditions).toEqual({
      A: [authenticated],
      S: [authenticated],
      E: [scopes(['e'])],
      'A.x': [scopes(['a', 'c'], ['b', 'c'])],
    });
  });

  test('are not handed from one type to another by an interface that composition put them on', () => {
    const { conditions } = rulesOf(
      `${link('"@authenticated", "@requiresScopes"')} type Query { i: I }
        interface I { x: Int }
        type A implements I { x: Int @authenticated }
        type B implements I @authenticated { x: Int @requiresScopes(scopes: [["a"], ["b"]]) }
        type C implements I { x: Int @requiresScopes(scopes: [["b"]]) }
        type D implements I { x: Int }`,
    );
    expect(conditions).toEqual({
      B: [authenticated],
      'A.x': [authenticated],
      'B.x': [scopes(['a'], ['b'])],
      'C.x': [scopes(['b'])],
    });
  });

  test('reach all types of an interface object', () => {
    const imports = '"@key", "@interfaceObject", "@authenticated"';
    const { conditions } = rulesOf(
      `${link(imports)} type Query { i: I }
        interface I @key(fields: "id") { id: ID! }
        type A implements I @key(fields: "id") { id: ID! }
        type B implements I @key(fields: "id") { id: ID! }`,
      `${link(imports)} type I @key(fields: "id") @interfaceObject { id: ID! x: Int @authenticated }`,
    );
    expect(conditions).toEqual({ 'A.x': [authenticated], 'B.x': [authenticated] });
  });

  test('come with what fields read of others', () => {
    const imports =
      '"@key", "@external", "@requires", "@context", "@fromContext", "@interfaceObject", "@authenticated"';
    const { needs } = rulesOf(
      `${link(imports)} type Query { a: A @authenticated i: I }
        interface I @key(fields: "id") { id: ID! w: Int }
        type A implements I @key(fields: "id") { id: ID! w: Int }`,
      `${link(imports)} type I @key(fields: "id") @interfaceObject { id: ID! w: Int @external y: Int @requires(fields: "w") }`,
      `${link(imports)} type T @key(fields: "id") @context(name: "c") { id: ID! z: Int u: U }
        type U @key(fields: "id") { id: ID! v(in: Int @fromContext(field: "$c { z }")): Int }`,
    );
    expect(needs).toEqual({
      'A.y': [{ type: 'A', selection: '{ w }' }],
      'U.v': [{ type: 'T', selection: expect.stringContaining('{ z }') }],
    });
  });

  test('are none where there are none', () => {
    expect(rulesOf(`${link('"@key"')} type Query { a: Int }`)).toEqual({
      ...{ conditions: {}, needs: {} },
    });
  });
});
