import { post, request } from '../http/graphql-request.ts';
import type { RawRequest } from '../http/raw-request.ts';
import type { Target } from '../target/target.ts';
import { answered, cutOff, type Group, type HostileCase, refusedWith, tolerated } from './group.ts';

/** What is another protocol, another method, or many requests in a row. */
export const protocols: Group = {
  name: 'protocols',
  summary: 'other methods and protocols, and many requests on one connection',
  cases: (target) => [
    ...methods(target),
    ...upgrades(target),
    ...other(target),
    ...pipelines(target),
  ],
};

function methods(target: Target): HostileCase[] {
  const body = JSON.stringify({ query: target.innocent.query });
  const headers = { 'content-type': 'application/json' };
  const send = (method: string): HostileCase => ({
    name: method,
    request: () => ({
      pieces: [request(target, { method, headers, body })],
      isHead: method === 'HEAD',
    }),
    expect: refusedWith([404, 405]),
  });
  const rejected = (method: string): HostileCase => ({
    name: method,
    request: () => ({ pieces: [request(target, { method })] }),
    expect: cutOff,
  });
  return [
    ...['PUT', 'PATCH', 'DELETE'].map(send),
    ...['TRACE', 'PROPFIND', 'PURGE', 'QUERY', 'CONNECT', 'get', 'X'.repeat(100)].map(rejected),
  ];
}

function upgrades(target: Target): HostileCase[] {
  const upgrade = (to: string, headers: Record<string, string> = {}): HostileCase => ({
    name: `upgrade to ${to}`,
    request: () => ({
      pieces: [request(target, { headers: { connection: 'upgrade', upgrade: to, ...headers } })],
    }),
    expect: tolerated,
  });
  return [
    upgrade('websocket', {
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    }),
    upgrade('websocket', { 'sec-websocket-version': '99' }),
    upgrade('h2c', { 'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA' }),
    upgrade('x'.repeat(1_000)),
    {
      name: 'a POST that would rather be something else',
      request: () =>
        post(target, { query: target.innocent.query }, { connection: 'upgrade', upgrade: 'x' }),
      expect: tolerated,
    },
  ];
}

function other(target: Target): HostileCase[] {
  const raw = (name: string, ...pieces: readonly (string | Uint8Array)[]): HostileCase => ({
    name,
    request: () => ({ pieces, endsAfter: true }),
    expect: cutOff,
  });
  const line = (start: string) => `${start}\r\nhost: ${target.url.host}\r\n\r\n`;
  return [
    raw(
      'HTTP/2 without asking',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      new Uint8Array([0, 0, 0, 4, 0, 0, 0, 0, 0]),
    ),
    raw('HTTP/3.0', line(`GET ${target.url.pathname} HTTP/3.0`)),
    raw('HTTP/0.9', `GET ${target.url.pathname}\r\n`),
    raw('TLS where there is none', new Uint8Array([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3])),
    raw('bytes of no protocol', new Uint8Array(1_000).fill(0)),
    raw('line ends and nothing else', '\r\n'.repeat(10_000)),
    raw('a greeting for mail', 'EHLO evil.example\r\n'),
    {
      name: 'an address with its host',
      request: () => ({ pieces: [line(`GET http://evil.example${target.url.pathname} HTTP/1.1`)] }),
      expect: tolerated,
    },
    ...[
      '/../../../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '//evil.example/',
      '/\\..\\..',
      '/%00',
      '/%',
    ].map(
      (path): HostileCase => ({
        name: `the path ${path}`,
        request: () => ({ pieces: [line(`GET ${path} HTTP/1.1`)] }),
        expect: refusedWith([400, 404]),
      }),
    ),
  ];
}

function pipelines(target: Target): HostileCase[] {
  const [one = ''] = post(target, { query: target.innocent.query }).pieces;
  const pipelined = (count: number): RawRequest => ({
    pieces: Array.from({ length: count }, () => one),
    answers: count,
  });
  return [
    {
      name: '100 requests at once on one connection',
      request: () => pipelined(100),
      expect: answered,
    },
    {
      name: '100 requests, and nobody waits for the answers',
      request: () => ({ ...pipelined(100), holdMs: 20 }),
      expect: answered,
    },
    {
      name: '50 connections with a request each, closed at once',
      request: () => Array.from({ length: 50 }, () => ({ pieces: [one], holdMs: 1 })),
      expect: answered,
    },
  ];
}
