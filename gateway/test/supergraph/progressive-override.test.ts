import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningGateway, readGatewaySettings, startGateway } from '@causeway/gateway';
import { composeSupergraph } from '@causeway/schema-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { type SmallSubgraph, startSmallSubgraph } from '../support/start-small-subgraph.ts';

/** Hundreds of requests, one after the other. */
const SLOW_MS = 240_000;
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@override"])`;
const valuesOf = (owner: string) => ({ a: () => owner, b: () => owner });

let old: SmallSubgraph;
let fresh: SmallSubgraph;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-override-'));
  [old, fresh] = await Promise.all([
    startSmallSubgraph('old', {
      typeDefs: `type Query { things: [Thing!]! }
        type Thing @key(fields: "id") { id: ID! a: String b: String }`,
      resolvers: {
        Query: { things: () => [{ id: '1' }, { id: '2' }] },
        Thing: valuesOf('old'),
      },
    }),
    startSmallSubgraph('fresh', {
      // The labels are put in by `supergraphOf`; what resolves is the same.
      typeDefs:
        'type Query { newest: Thing } type Thing @key(fields: "id") { id: ID! a: String b: String }',
      resolvers: { Query: { newest: () => ({ id: '3' }) }, Thing: valuesOf('fresh') },
    }),
  ]);
});
afterAll(async () => {
  await Promise.all([old.stop(), fresh.stop()]);
  await rm(folder, { recursive: true });
});

function supergraphOf(labelOfA: string, labelOfB: string): string {
  const typeDefs = `${LINK}
    type Query { newest: Thing }
    type Thing @key(fields: "id") {
      id: ID!
      a: String @override(from: "old", label: "${labelOfA}")
      b: String @override(from: "old", label: "${labelOfB}")
    }`;
  const { url } = fresh;
  return composeSupergraph({ subgraphs: [old, { name: 'fresh', url, typeDefs }] }).supergraphSdl;
}

describe.each(['hive', 'apollo'])('fields that are moved for a share, planned by %s', (planner) => {
  let gateway: RunningGateway;
  let supergraph: string;
  beforeAll(async () => {
    supergraph = join(folder, `${planner}.graphql`);
    await writeFile(supergraph, supergraphOf('percent(30)', 'percent(60)'));
    const settings = readGatewaySettings(
      { supergraph, port: '0' },
      { LOG_LEVEL: 'silent', METRICS_PORT: 'off', PLANNER: planner },
    );
    gateway = await startGateway({ ...settings, drainIdleMs: 0 });
  });
  afterAll(() => gateway.close());

  /** Who answered each field of a request; throws when one has two owners. */
  async function ownersOf(): Promise<{ a: string; b: string }> {
    const query = '{ newest { a b } things { a b } }';
    const { body } = await sendOperation(gateway.url, { query });
    if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
    const things: { a: string; b: string }[] = [body.data.newest, ...body.data.things];
    const [first] = things;
    if (things.length !== 3 || first === undefined) throw new Error('Expected three things.');
    expect(things).toEqual([first, first, first]);
    return first;
  }
  const asked = async (times: number) => {
    const all: { a: string; b: string }[] = [];
    for (let time = 0; time < times; time += 1) all.push(await ownersOf());
    return all;
  };
  const shareOf = (field: 'a' | 'b', all: { a: string; b: string }[]) =>
    all.filter((owners) => owners[field] === 'fresh').length / all.length;
  const put = (labelOfA: string, labelOfB: string) =>
    writeFile(supergraph, supergraphOf(labelOfA, labelOfB));

  test(
    'are answered by the new subgraph for that share of requests, wherever in a request they are',
    async () => {
      const all = await asked(600);
      // Seven standard deviations: one run in a hundred thousand million is beyond.
      const within = 7 * Math.sqrt(0.25 / 600);
      expect(Math.abs(shareOf('a', all) - 0.3)).toBeLessThan(within);
      expect(Math.abs(shareOf('b', all) - 0.6)).toBeLessThan(within);
      // One decision for a request: whoever has the smaller share has the larger.
      expect(all.filter(({ a, b }) => a === 'fresh' && b === 'old')).toEqual([]);
    },
    SLOW_MS,
  );

  test(
    'move on with another supergraph without a failed request; all and none are exact',
    async () => {
      const untilIt = async (isSo: (owners: { a: string; b: string }[]) => boolean) => {
        const soon = { timeout: 90_000, interval: 10 };
        await expect.poll(async () => isSo(await asked(30)), soon).toBe(true);
      };
      await put('percent(100)', 'percent(0)');
      await untilIt((all) => shareOf('a', all) === 1 && shareOf('b', all) === 0);
      for (const owners of await asked(200)) {
        expect(owners).toEqual({ a: 'fresh', b: 'old' });
      }
      await put('percent(0)', 'percent(100)');
      await untilIt((all) => shareOf('a', all) === 0 && shareOf('b', all) === 1);
      for (const owners of await asked(200)) {
        expect(owners).toEqual({ a: 'old', b: 'fresh' });
      }
    },
    SLOW_MS,
  );
});
