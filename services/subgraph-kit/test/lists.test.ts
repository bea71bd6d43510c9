import { describe, expect, it } from 'vitest';
import { post, startExample } from './example-subgraph.ts';

describe('loaders', () => {
  it('load the references of a request, and what hangs on them, in one batch each', async () => {
    const { url, sign, batches } = await startExample();
    const representations = ['item-03', 'item-01', 'none', 'item-03'].map((id) => ({
      __typename: 'Item',
      id,
    }));
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Item { id name tags } }
    }`;
    const request = { query, variables: { representations } };
    const three = { id: 'item-03', name: 'Item 3', tags: ['a', 'b'] };
    const one = { id: 'item-01', name: 'Item 1', tags: ['a', 'b'] };

    const answer = await post(url, request, { assertion: sign() });
    expect(answer.body).toEqual({ data: { _entities: [three, one, null, three] } });
    expect(batches.items.mock.calls).toEqual([[3]]);
    expect(batches.tags.mock.calls).toEqual([[2]]);

    // The next request loads anew: nothing is cached between requests.
    await post(url, request, { assertion: sign() });
    expect(batches.items.mock.calls).toEqual([[3], [3]]);
  });
});

describe('a connection', () => {
  const query = `query ($first: Int, $after: String) {
    items(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
  }`;
  interface Items {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  }

  it('is walked page by page to its end', async () => {
    const { url, sign } = await startExample();
    const pages: number[] = [];
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const request: object = { query, variables: { first: 10, after } };
      const { body } = await post(url, request, { assertion: sign() });
      const { nodes, pageInfo } = (body.data as { items: Items }).items;
      pages.push(nodes.length);
      ids.push(...nodes.map(({ id }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(pages).toEqual([10, 10, 5]);
    expect(new Set(ids).size).toBe(25);
    expect(ids).toEqual(ids.toSorted());
  });

  it.each([
    [{ first: 11 }, '`first` must be between 0 and 10, got 11.'],
    [{ after: 'made up' }, '`after` is not a cursor of this list.'],
  ])('refuses %j', async (variables, message) => {
    const { url, sign } = await startExample();
    const answer = await post(url, { query, variables }, { assertion: sign() });
    expect(answer.body.errors).toMatchObject([
      { message, path: ['items'], extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});
