import { createHash, type KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownerRole, withClient } from '@causeway/database';
import { jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { fetchSupergraph } from './distribution.ts';
import { createGraph, publish, schemaOf, subgraph } from './publishing.ts';
import { signingTrust, startTestRegistry, type TestRegistry, useRegistry } from './use-registry.ts';

const registries = useRegistry({ count: 2 });
const registry = () => registries()[0] as TestRegistry;
const other = () => registries()[1] as TestRegistry;
beforeAll(() => createGraph(registry(), 'shop'));

/** A version of its own for each field; what it is called by others is in its hash. */
const publishField = (ref: string, field: string, by = registry()) =>
  publish(by, ref, [subgraph('users', schemaOf(field))]);

/** As the role that migrates. */
function ownerUrl(): string {
  const url = new URL(registry().databaseUrl);
  url.username = ownerRole('registry');
  return url.href;
}

/** Long enough for a request to have arrived, and to wait. */
const arrive = () => sleep(150);

describe('a supergraph', () => {
  test('comes with its hash, its number and a signature of both for this variant alone', async () => {
    await publishField('shop@signed', 'one');
    const { status, headers, text, etag } = await fetchSupergraph(registry(), 'shop@signed');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/graphql; charset=utf-8');
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect(etag).toBe(`"${sha256}"`);
    expect(headers.get('causeway-version')).toBe('1');
    const { payload } = await jwtVerify(
      headers.get('causeway-signature') ?? '',
      ({ kid = '' }) => signingTrust.current.get(kid)?.key as KeyObject,
      { algorithms: ['EdDSA'], typ: 'causeway-supergraph+jwt', issuer: 'causeway-registry' },
    );
    expect(payload).toMatchObject({ sub: 'shop@signed', version: 1, sha256 });
  });

  test('is not sent again to who has it', async () => {
    await publishField('shop@kept', 'one');
    const { etag } = await fetchSupergraph(registry(), 'shop@kept');
    const again = await fetchSupergraph(registry(), 'shop@kept', { etag: `"other", W/${etag}` });
    expect(again).toMatchObject({ status: 304, text: '', etag });
  });

  test('is 404 before the first version', async () => {
    const answer = await fetchSupergraph(registry(), 'shop@none');
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.text).errors[0].extensions.code).toBe('NOT_FOUND');
  });
});

describe('a request that waits', () => {
  test('is answered as soon as another process has published', async () => {
    await publishField('shop@waits', 'one');
    const { etag } = await fetchSupergraph(registry(), 'shop@waits');
    const held = fetchSupergraph(registry(), 'shop@waits', { etag, waitSeconds: 20 });
    await arrive();
    await publishField('shop@waits', 'two', other());
    const { status, headers, text } = await held;
    expect(status).toBe(200);
    expect(headers.get('causeway-version')).toBe('2');
    expect(text).toContain('two');
  });

  test('is answered by the first version there is', async () => {
    const held = fetchSupergraph(registry(), 'shop@first', { waitSeconds: 20 });
    await arrive();
    await publishField('shop@first', 'one');
    expect((await held).status).toBe(200);
  });

  test('is not woken by other variants, and told 304 when it has waited enough', async () => {
    await publishField('shop@quiet', 'one');
    const { etag } = await fetchSupergraph(registry(), 'shop@quiet');
    const began = performance.now();
    const held = fetchSupergraph(registry(), 'shop@quiet', { etag, waitSeconds: 1 });
    await arrive();
    await publishField('shop@loud', 'one');
    expect((await held).status).toBe(304);
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  test('is one of many that share what is read of the database', async () => {
    await publishField('shop@many', 'one');
    const { etag } = await fetchSupergraph(registry(), 'shop@many');
    const held = Array.from({ length: 100 }, () =>
      fetchSupergraph(registry(), 'shop@many', { etag, waitSeconds: 20 }),
    );
    await arrive();
    const { version } = await publishField('shop@many', 'two', other());
    const answers = await Promise.all(held);
    expect(new Set(answers.map((answer) => answer.etag))).toEqual(new Set([`"${version.hash}"`]));
  });

  test('hears of a version though the notification of it was lost', async () => {
    await publishField('shop@lost', 'one');
    const { etag } = await fetchSupergraph(registry(), 'shop@lost');
    const held = fetchSupergraph(registry(), 'shop@lost', { etag, waitSeconds: 30 });
    await arrive();
    await withClient(registry().databaseUrl, (client) =>
      client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'causeway-registry-news' AND datname = current_database()`),
    );
    await publishField('shop@lost', 'two');
    const { status, text } = await held;
    expect(status).toBe(200);
    expect(text).toContain('two');
  });

  test('hears of a version that nobody told of, as behind a pooler that swallows notifications', async () => {
    await publishField('shop@untold', 'one');
    const { etag } = await fetchSupergraph(registry(), 'shop@untold');
    const held = fetchSupergraph(registry(), 'shop@untold', { etag, waitSeconds: 30 });
    const asOwner = (sql: string) => withClient(ownerUrl(), (client) => client.query(sql));
    await asOwner('ALTER TABLE registry.variant DISABLE TRIGGER variant_has_version');
    await publishField('shop@untold', 'two');
    await asOwner('ALTER TABLE registry.variant ENABLE TRIGGER variant_has_version');
    expect((await held).text).toContain('two');
  });

  test('is answered at once when its process holds as many as it may, until one of them goes', async () => {
    const small = await startTestRegistry(registry().databaseUrl, {
      settings: { MOST_HELD_REQUESTS: 1 },
    });
    let published = 0;
    const publishNext = () => {
      published += 1;
      return publishField('shop@full', `field${published}`);
    };
    /** Two ask to wait. When one is answered there is news, of which who is held by then is told. */
    const statusesOfTwo = async () => {
      const { etag } = await fetchSupergraph(small, 'shop@full');
      const both = [1, 2].map(() => fetchSupergraph(small, 'shop@full', { etag, waitSeconds: 30 }));
      await Promise.race(both);
      await publishNext();
      return (await Promise.all(both)).map(({ status }) => status).sort();
    };
    await publishNext();
    expect(await statusesOfTwo()).toEqual([200, 304]);

    await publishField('shop@holder', 'one');
    const { etag } = await fetchSupergraph(small, 'shop@holder');
    const holder = new AbortController();
    fetchSupergraph(small, 'shop@holder', {
      ...{ etag, waitSeconds: 60, signal: holder.signal },
    }).catch(() => {});
    await expect.poll(statusesOfTwo).toEqual([304, 304]);
    holder.abort();
    await expect.poll(statusesOfTwo).toEqual([200, 304]);
    await small.close();
  });

  test('is answered when its process is told to go', async () => {
    const going = await startTestRegistry(registry().databaseUrl);
    await publishField('shop@going', 'one');
    const { etag } = await fetchSupergraph(going, 'shop@going');
    const held = fetchSupergraph(going, 'shop@going', { etag, waitSeconds: 30 });
    await arrive();
    await Promise.all([going.close(), held.then(({ status }) => expect(status).toBe(304))]);
  });

  test('of a token that was revoked meanwhile is not told the news', async () => {
    const { token, secret } = await registry().get<{ token: { id: string }; secret: string }>(
      'createToken',
      `mutation ($input: CreateTokenInput!) {
        createToken(input: $input) { ... on TokenCreated { token { id } secret } }
      }`,
      { input: { name: 'gateway', grants: [{ graph: 'shop', permissions: ['SERVE'] }] } },
    );
    await publishField('shop@revoked', 'one');
    const { etag } = await fetchSupergraph(registry(), 'shop@revoked', { token: secret });
    const held = fetchSupergraph(registry(), 'shop@revoked', {
      ...{ token: secret, etag, waitSeconds: 20 },
    });
    await arrive();
    await registry().get(
      'revokeToken',
      'mutation ($id: ID!) { revokeToken(id: $id) { __typename } }',
      {
        id: token.id,
      },
    );
    await publishField('shop@revoked', 'two');
    expect((await held).status).toBe(401);
  });
});
