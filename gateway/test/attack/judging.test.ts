import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { checkedUrl } from '../../attack/attack-options.ts';
import {
  answered,
  type Expectation,
  type Group,
  refused,
  tolerated,
} from '../../attack/groups/group.ts';
import { post } from '../../attack/http/graphql-request.ts';
import { runSuite } from '../../attack/run/run-suite.ts';
import { readTarget } from '../../attack/target/read-target.ts';

const NORMAL = JSON.stringify({ data: { __typename: 'Query' } });
const PATIENCE_MS = 1_500;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

describe('a server that fails', () => {
  test.each<[how: string, fails: RequestListener, expect: Expectation, fault: RegExp]>([
    ['answers 500', answer(500, '{"errors":[]}'), tolerated, /answers 500/],
    [
      'tells a stack',
      answer(400, error('X', 'x\n    at run (/srv/gateway/main.js:1:2)')),
      refused(),
      /tells a stack trace/,
    ],
    [
      'tells an address',
      answer(400, error('X', 'connect to 10.0.0.7:4001')),
      refused(),
      /tells an address/,
    ],
    ['has no code', answer(400, '{"errors":[{"message":"no"}]}'), refused(), /without a code/],
    ['answers in HTML', answer(400, '<html>', 'text/html'), refused(), /with text\/html/],
    ['answers what it should refuse', answer(200, NORMAL), refused(), /does not refuse/],
    [
      'refuses with another code',
      answer(400, error('OTHER')),
      refused('WANTED'),
      /otherwise than with 400 WANTED/,
    ],
    ['refuses what it should answer', answer(400, error('NO')), answered, /is not answered/],
    ['hangs up', (request) => request.socket.destroy(), refused(), /hangs up/],
    ['never answers', () => undefined, tolerated, /gives no answer within/],
    [
      'keeps everybody waiting',
      burn(4 * PATIENCE_MS),
      tolerated,
      /an innocent request waits \d+ ms/,
    ],
  ])('because it %s is told so', async (_how, fails, expected, fault) => {
    const [report] = await attack(fails, expected);
    expect(report?.faults.join('\n')).toMatch(fault);
  });

  test('in nothing is told so, too', async () => {
    expect((await attack(answer(400, error('WANTED')), refused('WANTED')))[0]?.faults).toEqual([]);
  });

  test('for innocent clients ever after ends the suite', async () => {
    let isBroken = false;
    const breaks: RequestListener = (_request, response) => {
      isBroken = true;
      response.end(NORMAL);
    };
    const suite = attack(breaks, tolerated, () => isBroken);
    await expect(suite).rejects.toThrow(/After "one" the server fails: 200/);
  });
});

test('only who says that they may tries another machine', () => {
  expect(checkedUrl('http://127.0.0.1:1/graphql', false).port).toBe('1');
  expect(checkedUrl('http://[::1]:1/graphql', false).port).toBe('1');
  expect(() => checkedUrl('https://example.com/graphql', false)).toThrow(/--i-may-test-this-host/);
  expect(() => checkedUrl('http://127.0.0.1.example.com/', false)).toThrow(/is not this machine/);
  expect(checkedUrl('https://example.com/graphql', true).hostname).toBe('example.com');
});

/** Sends one hostile request to a server that fails on it, and on no other. */
async function attack(fails: RequestListener, expected: Expectation, isBroken = () => false) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (body.includes('hostile')) return fails(request, response);
    response.setHeader('content-type', 'application/json');
    response.end(isBroken() ? '{"data":null}' : NORMAL);
  });
  // Else whoever was kept waiting for longer is hung up on as idle, which is another fault.
  server.keepAliveTimeout = 60_000;
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
  const options = { url, headers: {}, query: '{ __typename }', holdMs: 10, publicKeys: [] };
  const target = await readTarget(options);
  const group: Group = {
    ...{ name: 'one', summary: 'one request' },
    cases: () => [
      { name: 'hostile', request: () => post(target, { query: 'hostile' }), expect: expected },
    ],
  };
  const [report] = await runSuite({
    ...{ target, groups: [group], isExact: true, deadlineMs: 10_000, patienceMs: PATIENCE_MS },
    ...{ readMemory: async () => null, report: () => undefined },
  });
  return report?.cases ?? [];
}

function answer(status: number, body: string, type = 'application/json'): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };
}

function error(code: string, message = 'no'): string {
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}

/** Holds the thread, as an algorithm that is too slow does. */
function burn(forMs: number): RequestListener {
  return (_request, response) => {
    const end = performance.now() + forMs;
    while (performance.now() < end);
    answer(400, error('SLOW'))(_request, response);
  };
}
