import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { SessionState } from '../session/session.ts';
import type { Example, ExampleAudience } from './example-catalogue.ts';
import { accountFor, mayRun, usableExamples } from './usable-examples.ts';

function example(query: string, audience: ExampleAudience = 'anyone'): Example {
  return { id: query, title: '', description: '', audience, query, variables: '' };
}

function signedInAs(...roles: string[]): SessionState {
  const account = { displayName: 'Ada', email: null, roles };
  return { phase: 'signed-in', tokens: { accessToken: 'a', refreshToken: 'r' }, account };
}

const anonymous: SessionState = { phase: 'anonymous', notice: null };

test('leaves out what the schema cannot answer, and groups that are then empty', () => {
  const schema = buildSchema('type Query { products: [String!]! }');
  const groups = [
    { title: 'Browse', examples: [example('{ products }'), example('{ reviews }')] },
    { title: 'Orders', examples: [example('{ myOrders { id } }')] },
  ];
  expect(usableExamples(groups, schema)).toEqual([
    { title: 'Browse', examples: [example('{ products }')] },
  ]);
});

describe('who may run an example', () => {
  test.each([
    ['anyone', anonymous, true],
    ['signed-in', anonymous, false],
    ['signed-in', signedInAs(), true],
    [['warehouse', 'admin'], anonymous, false],
    [['warehouse', 'admin'], signedInAs('customer'), false],
    [['warehouse', 'admin'], signedInAs('customer', 'admin'), true],
  ] as const)('for %j, %j: %s', (audience, state, expected) => {
    expect(mayRun(example('', audience), state)).toBe(expected);
  });

  const accounts = ['Customer', 'Warehouse'].map((label) => ({
    label: `${label} account`,
    email: `${label.toLowerCase()}@example.com`,
    password: '',
  }));

  test.each([
    ['signed-in', 'customer@example.com'],
    [['warehouse', 'admin'], 'warehouse@example.com'],
    [['merchandiser'], undefined],
    ['anyone', undefined],
  ] as const)('suggests an account for %j', (audience, email) => {
    expect(accountFor(example('', audience), accounts)?.email).toBe(email);
  });
});
