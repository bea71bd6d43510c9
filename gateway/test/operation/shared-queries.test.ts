import { expect, test } from 'vitest';
import { connectToRedis } from '../../src/caching/connect-to-redis.ts';
import { byHash, postGraphql, sha256Of } from '../support/post-graphql.ts';
import { type TestGateway, useGateway } from '../support/use-gateway.ts';
import { describeWithRedis } from '../support/use-redis.ts';

const people = { status: 200, body: { data: { people: [{ name: 'Ada' }, { name: 'Grace' }] } } };
const notFound = {
  status: 200,
  body: { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
};

describeWithRedis('gateways that share a Redis', (redis) => {
  const options = {
    environment: () => ({ REDIS_URL: redis().url }),
    config: () => '{ redis: { deadlineMs: 200 } }',
  };
  const one = useGateway(options);
  const other = useGateway(options);
  const send = (gateway: () => TestGateway, query: string) =>
    postGraphql(gateway().url, { query, extensions: byHash(sha256Of(query)) });
  const ask = (gateway: () => TestGateway, query: string) =>
    postGraphql(gateway().url, { extensions: byHash(sha256Of(query)) });

  test('know what one of them was sent', async () => {
    let sent = 0;
    // One that Redis is too busy for is told to nobody.
    await expect
      .poll(async () => {
        sent += 1;
        const query = `query Shared${sent} { people { name } }`;
        expect(await ask(other, query)).toMatchObject(notFound);
        expect(await send(one, query)).toEqual(people);
        return ask(other, query);
      })
      .toEqual(people);
  });

  test('believe no text that is not what its hash says', async () => {
    const { client, close } = await connectToRedis(
      { url: redis().url, keyPrefix: 'causeway:', deadlineMs: 1_000 },
      { info: () => undefined, warn: () => undefined },
    );
    await expect.poll(() => client.status).toBe('ready');
    const query = 'query Poisoned { people { name } }';
    await client.set(
      `query:${sha256Of(query)}`,
      'mutation M { rename(id: "1", name: "x") { name } }',
    );
    close();
    expect(await ask(one, query)).toMatchObject(notFound);
  });

  test('go on without it, each with what it has seen', async () => {
    const query = 'query Alone { people { name } }';
    await redis().kill();
    expect(await ask(one, query)).toMatchObject(notFound);
    expect(await send(one, query)).toEqual(people);
    expect(await ask(one, query)).toEqual(people);
    await redis().start();
  });
});
