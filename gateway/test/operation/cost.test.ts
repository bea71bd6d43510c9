import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { byHash, postGraphql, sha256Of } from '../support/post-graphql.ts';
import { useGateway } from '../support/use-gateway.ts';

const dear = '{ people { name reviews { text } } }';
const everybody = { people: [{ name: 'Ada' }, { name: 'Grace' }] };

describe('an operation that is estimated to cost too much', () => {
  const gateway = useGateway({
    environment: () => ({ METRICS_PORT: '0' }),
    config: () => '{ cost: { assumedListSize: 20, maximum: 419 } }',
  });
  const refused = {
    message: 'The operation is estimated to cost 420; the limit is 419 (cost.maximum).',
    extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE' },
  };

  test('is refused with the estimate, before a subgraph is asked', async () => {
    const asked = gateway().people.received.length;
    const { status, body } = await sendOperation(gateway().url, { query: dear });
    expect([status, body]).toEqual([400, { errors: [refused] }]);
    expect(gateway().people.received).toHaveLength(asked);
  });

  test('is refused by GET, and by its hash, which is never kept', async () => {
    const search = new URLSearchParams({ query: dear });
    const headers = { 'apollo-require-preflight': '1' };
    const byGet = await fetch(`${gateway().url}?${search}`, { headers });
    expect(await byGet.json()).toEqual({ errors: [refused] });

    const extensions = byHash(sha256Of(dear));
    const { body } = await postGraphql(gateway().url, { query: dear, extensions });
    expect(body).toEqual({ errors: [refused] });
    expect((await postGraphql(gateway().url, { extensions })).body).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
  });

  test('is answered when its variables leave out what is dear', async () => {
    const query = 'query ($all: Boolean!) { people { name reviews @include(if: $all) { text } } }';
    const ask = (all: boolean) => sendOperation(gateway().url, { query, variables: { all } });
    expect((await ask(true)).body.errors).toEqual([refused]);
    expect((await ask(false)).body).toEqual({ data: everybody });
    expect((await ask(true)).body.errors).toEqual([refused]);
  });

  test('is told of to whoever looks at the plan', async () => {
    const look = async (query: string) => {
      const headers = { 'causeway-debug': 'plan' };
      const { body } = await sendOperation(gateway().url, { query, headers });
      return body.extensions.causeway.cost;
    };
    expect(await look('{ people { name } }')).toEqual({
      estimated: 20,
      bySubgraph: { people: 20, reviews: 0 },
    });
    expect(await look(dear)).toEqual({ estimated: 420, bySubgraph: { people: 20, reviews: 400 } });
  });

  test('is measured like others', async () => {
    const text = await (await fetch(String(gateway().running.metricsUrl))).text();
    expect(text).toMatch(/^causeway_operation_estimated_cost_bucket{le="300"} \d+/m);
    expect(text).toMatch(/causeway_limit_exceeded\w*{limit="cost.maximum",mode="enforce"} \d+/);
  });
});

describe('limits of subgraphs', () => {
  const gateway = useGateway({
    config: () =>
      '{ cost: { maximum: off, all: { maximum: { measure: 1 } }, subgraphs: { reviews: { maximum: 99 } } } }',
  });

  test('hold for their parts', async () => {
    const { status, body } = await sendOperation(gateway().url, { query: dear });
    expect([status, body.errors?.[0]?.message]).toEqual([
      400,
      'The operation is estimated to cost 100 in the subgraph "reviews"; the limit is 99 (cost.subgraphs.reviews.maximum).',
    ]);
    const cheap = await sendOperation(gateway().url, { query: '{ people { name } }' });
    expect(cheap.body).toEqual({ data: everybody });
  });
});
