import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway();

async function post(body: unknown) {
  const response = await fetch(gateway().url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const TWO = 'query A { person(id: "1") { name } } query B { person(id: "2") { name } }';

describe('a document with two operations', () => {
  test('answers the one that is named, each by its own plan', async () => {
    for (const [operationName, name] of [
      ['A', 'Ada'],
      ['B', 'Grace'],
      ['A', 'Ada'],
    ]) {
      expect(await post({ query: TWO, operationName })).toEqual({
        status: 200,
        body: { data: { person: { name } } },
      });
    }
  });

  test.each([
    [undefined, 'name one with `operationName`'],
    ['C', 'no operation named "C"'],
  ])('is refused when %s is asked for', async (operationName, reason) => {
    expect(await post({ query: TWO, operationName })).toEqual({
      status: 400,
      body: {
        errors: [
          {
            message: expect.stringContaining(reason),
            extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
          },
        ],
      },
    });
  });
});

test.each([{}, { id: null }, { id: ['1', '2'] }])(
  'variables that do not fit are refused: %j',
  async (variables) => {
    const query = 'query ($id: ID!) { person(id: $id) { name } }';
    const asked = gateway().people.received.length;
    expect(await post({ query, variables })).toEqual({
      status: 400,
      body: {
        errors: [
          {
            message: expect.stringMatching(/^Variable "\$id"/),
            locations: expect.any(Array),
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ],
      },
    });
    expect(gateway().people.received).toHaveLength(asked);
  },
);

test('names that an object has by nature are fields, aliases and variables like any other', async () => {
  const { body } = await sendOperation(gateway().url, {
    query:
      'query ($constructor: ID!) { __proto__: person(id: $constructor) { constructor: name } }',
    variables: { constructor: '1' },
  });
  expect(JSON.stringify(body)).toBe('{"data":{"__proto__":{"constructor":"Ada"}}}');
});

test('introspection and data mix in one operation', async () => {
  const { body } = await sendOperation(gateway().url, {
    query: '{ __schema { queryType { name } } people { name } }',
  });
  expect(body.data).toEqual({
    __schema: { queryType: { name: 'Query' } },
    people: [{ name: 'Ada' }, { name: 'Grace' }],
  });
});
