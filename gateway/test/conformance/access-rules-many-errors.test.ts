import { describe, expect, test } from 'vitest';
import { composeGraph, useGraph } from './use-graph.ts';

const MANY = 3_000;

describe('a list of which each item has something denied', () => {
  const graph = useGraph(
    () =>
      composeGraph({
        items: {
          typeDefs: `type Query { items: [Item!]! strict: [Strict!] }
            type Item { id: ID! secret: Int @authenticated inner: Strict }
            type Strict { secret: Int! @authenticated }`,
          resolvers: {
            Query: { items: () => Array.from({ length: MANY }, (_, id) => ({ id, inner: {} })) },
          },
        },
      }),
    'hive',
  );

  test('is answered, and told of in a thousand errors and one more', async () => {
    const { body } = await graph().server.executeOperation(
      { query: '{ items { id secret inner { secret } } }' },
      { contextValue: {} },
    );
    if (body.kind !== 'single') throw new Error('Expected a single result.');
    const { data, errors = [] } = body.singleResult;
    const { items } = data as { items: unknown[] };
    expect(items).toHaveLength(MANY);
    expect(items.at(-1)).toEqual({ id: String(MANY - 1), secret: null, inner: null });
    expect(errors).toHaveLength(1_001);
    expect(errors.at(-2)?.path).toEqual(['items', 499, 'inner', 'secret']);
    expect(errors.at(-1)).toMatchObject({ message: 'There are more errors like these.' });
    expect(errors.at(-1)?.path).toBeUndefined();
    expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(
      new Set(['UNAUTHORIZED_FIELD_OR_TYPE']),
    );
  });
});
