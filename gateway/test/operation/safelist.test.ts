import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readGatewaySettings, startGateway } from '@causeway/gateway';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byHash, postGraphql, sha256Of } from '../support/post-graphql.ts';
import { useGateway } from '../support/use-gateway.ts';

const listed = 'query People { people { ...Name } } fragment Name on Person { name }';
const written =
  '# as a tool prints it\nfragment Name on Person {\n  name\n}\n\nquery People { people { ...Name } }';
const unlisted = 'query Sneaky { people { id } }';
const people = { data: { people: [{ name: 'Ada' }, { name: 'Grace' }] } };
const NOT_IN_LIST = [403, 'PERSISTED_QUERY_NOT_IN_LIST'];

const manifestOf = (...bodies: readonly string[]) =>
  JSON.stringify({
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: bodies.map((body) => ({ id: sha256Of(body), name: 'Any', type: 'query', body })),
  });

let folder = '';
let manifest = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-manifest-'));
  manifest = join(folder, 'manifest.json');
  await writeFile(manifest, manifestOf(listed));
});
afterAll(() => rm(folder, { recursive: true }));

const withMode = (rest: string) =>
  useGateway({
    environment: () => ({ METRICS_PORT: '0' }),
    config: () => `{ persistedOperations: { manifest: '${manifest}', ${rest} } }`,
  });

async function outcome(url: string, body: unknown) {
  const answer = await postGraphql(url, body);
  const code = answer.body.errors?.[0]?.extensions?.code;
  return code === undefined ? answer.body : [answer.status, code];
}

describe('an enforced list', () => {
  const gateway = withMode('mode: enforce');
  const ask = (body: unknown) => outcome(gateway().url, body);

  test.each([
    ['by its id', { extensions: byHash(sha256Of(listed)) }],
    ['by its id as a document', { documentId: sha256Of(listed) }],
    ['as it is', { query: listed }],
    ['as a tool prints it', { query: written }],
    ['with its hash', { query: listed, extensions: byHash(sha256Of(listed)) }],
  ])('lets an operation pass %s', async (_how, body) => {
    expect(await ask(body)).toEqual(people);
  });

  test.each([
    ['another operation', { query: unlisted }],
    [
      'another operation with its hash',
      { query: unlisted, extensions: byHash(sha256Of(unlisted)) },
    ],
    ['the schema', { query: '{ __schema { types { name } } }' }],
    ['two operations of which one is listed', { query: `${listed} ${unlisted}` }],
    ['what is no GraphQL', { query: 'query {' }],
  ])('refuses %s', async (_what, body) => {
    const asked = gateway().people.received.length;
    expect(await ask(body)).toEqual(NOT_IN_LIST);
    expect(gateway().people.received).toHaveLength(asked);
  });

  test('refuses by GET, too', async () => {
    const search = new URLSearchParams({ query: unlisted });
    const headers = { 'apollo-require-preflight': '1' };
    expect((await fetch(`${gateway().url}?${search}`, { headers })).status).toBe(403);
  });

  test('never comes to keep what it refused', async () => {
    const extensions = byHash(sha256Of(unlisted));
    await ask({ query: unlisted, extensions });
    expect(await ask({ extensions })).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  test('counts what it refuses', async () => {
    const text = await (await fetch(String(gateway().running.metricsUrl))).text();
    expect(text).toMatch(/causeway_persisted_operations\w*{outcome="not-in-list"} \d+/);
  });
});

describe('an enforced list of ids', () => {
  const gateway = withMode('mode: enforce, requireId: true');
  const ask = (body: unknown) => outcome(gateway().url, body);

  test('takes ids of the list only', async () => {
    const extensions = byHash(sha256Of(listed));
    expect(await ask({ extensions })).toEqual(people);
    expect(await ask({ query: listed })).toEqual([400, 'PERSISTED_QUERY_ID_REQUIRED']);
    expect(await ask({ query: listed, extensions })).toEqual([400, 'PERSISTED_QUERY_ID_REQUIRED']);
    expect(await ask({ documentId: 'unknown' })).toEqual(NOT_IN_LIST);
  });
});

describe('a list that is only looked at', () => {
  const gateway = withMode('mode: log, automatic: { enabled: false }');
  const ask = (body: unknown) => outcome(gateway().url, body);

  test('lets everything pass, and counts what is not on it', async () => {
    expect(await ask({ query: unlisted })).toMatchObject({ data: { people: [{}, {}] } });
    expect(await ask({ documentId: sha256Of(listed) })).toEqual(people);
    expect(await ask({ documentId: 'unknown' })).toEqual(NOT_IN_LIST);
    const text = await (await fetch(String(gateway().running.metricsUrl))).text();
    expect(text).toMatch(/causeway_persisted_operations\w*{outcome="not-in-list"} 2/);
  });
});

describe('a manifest that changes', () => {
  const gateway = withMode('mode: enforce');
  const isListed = async (query: string) =>
    (await postGraphql(gateway().url, { query })).status === 200;

  test('is read again, and what is no manifest changes nothing', async () => {
    expect(await isListed(unlisted)).toBe(false);
    await writeFile(`${manifest}.new`, manifestOf(unlisted));
    await rename(`${manifest}.new`, manifest);
    await expect.poll(() => isListed(unlisted)).toBe(true);
    expect(await isListed(listed)).toBe(false);

    await writeFile(manifest, manifestOf(listed).slice(0, -10));
    await sleep(800);
    expect(await isListed(unlisted)).toBe(true);

    await writeFile(manifest, manifestOf(listed));
    await expect.poll(() => isListed(listed)).toBe(true);
  });

  test('is needed at the start', async () => {
    const start = async (text: string) => {
      const path = join(folder, 'other.json');
      await writeFile(path, text);
      const config = join(folder, 'gateway.yaml');
      await writeFile(config, 'persistedOperations: { manifest: other.json, mode: enforce }');
      const settings = readGatewaySettings(
        { config, supergraph: gateway().supergraphFile, port: '0' },
        { LOG_LEVEL: 'silent', METRICS_PORT: 'off' },
      );
      return startGateway(settings);
    };
    await expect(start('{}')).rejects.toThrow(
      /persistedOperations\.manifest: .*other\.json: format: /,
    );
  });
});
