import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTarget } from '../../attack/target/read-target.ts';
import type { Target } from '../../attack/target/target.ts';
import { runFuzz } from '../../fuzz/run-fuzz.ts';

const NORMAL = JSON.stringify({ data: { __typename: 'Query' } });
const limits = { seed: 7, mostRequests: 500, durationMs: 20_000, deadlineMs: 5_000 };
let target: Target;

/** Breaks on fragments. */
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  response.setHeader('content-type', 'application/json');
  if (body.includes('fragment')) response.statusCode = 500;
  response.end(NORMAL);
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
  const query = '{ __typename }';
  target = await readTarget({ url, headers: {}, query, holdMs: 0, publicKeys: [] });
});
afterAll(() => server.close().closeAllConnections());

test('the fuzzer finds what a server breaks on, makes it small, and finds it again', async () => {
  const { failure } = await runFuzz({ target, ...limits });
  expect(failure?.fault).toMatch(/^answers 500/);
  expect(failure?.request.body).toContain('fragment');
  const again = await runFuzz({ target, ...limits, only: String(failure?.only) });
  expect(again.failure?.request).toEqual(failure?.request);
  expect(again.requests).toBeLessThan(20);
});
