import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningGateway, readGatewaySettings, startGateway } from '@causeway/gateway';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { startPeople, startReviews, supergraphOf } from '../support/small-graph.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';

let folder: string;
let subgraphs: readonly SmallSubgraph[];
let gateway: RunningGateway;

/** The gateway starts when none of its subgraphs runs. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-gateway-'));
  subgraphs = [await startPeople(), await startReviews()];
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, supergraphOf(subgraphs));
  for (const subgraph of subgraphs) await subgraph.goDown();
  const config = join(folder, 'gateway.yaml');
  await writeFile(config, 'all: { circuitBreaker: { openMs: 50 }, retry: { backoffMs: 50 } }\n');
  gateway = await startGateway(
    readGatewaySettings(
      { config, supergraph, port: '0' },
      { LOG_LEVEL: 'silent', METRICS_PORT: 'off' },
    ),
  );
});
afterAll(async () => {
  await gateway.close();
  for (const subgraph of subgraphs) await subgraph.stop();
  await rm(folder, { recursive: true });
});

const query = '{ people { name reviews { text } } }';
const send = (text = query) => sendOperation(gateway.url, { query: text });
const comesWithoutErrors = { timeout: 30_000, interval: 20 };

test('a gateway whose subgraphs are all down starts, is ready, and answers what it can', async () => {
  expect((await fetch(new URL('/health/ready', gateway.url))).status).toBe(200);
  expect((await send('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
  const { status, body } = await send();
  expect([status, body.data]).toEqual([200, null]);
  expect(body.errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
    [['people'], { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'people' }],
  ]);
});

test('as they come up, one after the other, so do their fields', async () => {
  const [people, reviews] = subgraphs;
  await people?.comeBack();
  await expect
    .poll(async () => (await send()).body.data, comesWithoutErrors)
    .toEqual({ people: ['Ada', 'Grace'].map((name) => ({ name, reviews: null })) });
  await reviews?.comeBack();
  await expect.poll(async () => (await send()).body.errors, comesWithoutErrors).toBeUndefined();
});

test('a subgraph that is started anew again and again under traffic fails no query', async () => {
  const [people] = subgraphs;
  let isOver = false;
  let sent = 0;
  const failures: unknown[] = [];
  const clients = Array.from({ length: 10 }, async (_, client) => {
    while (!isOver) {
      sent += 1;
      const { body } = await send(`{ c${client}: person(id: "1") { name } }`);
      if (body.errors !== undefined) failures.push(body.errors);
    }
  });
  for (let round = 0; round < 20; round += 1) {
    const before = sent;
    await expect.poll(() => sent, { interval: 5 }).toBeGreaterThan(before + 20);
    await people?.goDown();
    await people?.comeBack();
  }
  isOver = true;
  await Promise.all(clients);
  expect(failures).toEqual([]);
});
