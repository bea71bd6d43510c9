import { describe, expect, test } from 'vitest';
import { byHash, postGraphql, sha256Of } from '../support/post-graphql.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({
  config: () => '{ batching: { enabled: true }, cost: { maximum: 15 } }',
});
const post = (body: unknown) => postGraphql(gateway().url, body);
const good = 'query Good { people { name } }';
const bad = 'query Bad { people { shoeSize } }';
const dear = 'query Dear { people { reviews { text } } }';
const withHash = (query: string) => ({ query, extensions: byHash(sha256Of(query)) });
const hashOf = (query: string) => ({ extensions: byHash(sha256Of(query)) });
const codesOf = (answers: readonly { errors?: readonly { extensions: { code: string } }[] }[]) =>
  answers.map(({ errors }) => errors?.[0]?.extensions.code);

describe('in a batch', () => {
  test('each operation is resolved, estimated and kept for itself', async () => {
    const first = await post([withHash(bad), withHash(good), withHash(dear), hashOf('unknown')]);
    expect(codesOf(first.body)).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      undefined,
      'COST_ESTIMATED_TOO_EXPENSIVE',
      'PERSISTED_QUERY_NOT_FOUND',
    ]);
    const again = await post([hashOf(good), hashOf(bad), hashOf(dear)]);
    expect(codesOf(again.body)).toEqual([
      undefined,
      'PERSISTED_QUERY_NOT_FOUND',
      'PERSISTED_QUERY_NOT_FOUND',
    ]);
  });
});
