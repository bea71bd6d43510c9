import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { post, postText, request } from '../http/graphql-request.ts';
import type { RawRequest } from '../http/raw-request.ts';
import type { Target } from '../target/target.ts';
import {
  answered,
  cutOff,
  type Group,
  type HostileCase,
  refused,
  refusedWith,
  tolerated,
} from './group.ts';
import { nested } from './times.ts';

const HUGE_BYTES = 5_000_000;
const BOMB_BYTES = 30_000_000;
const UNZIPPED = 'CVE-2024-28101, CVE-2024-43783: limits count what is unpacked';

/** What comes in place of a JSON body of reasonable size. */
export const bodies: Group = {
  name: 'bodies',
  summary: 'bodies that are huge, packed, broken, or no request of GraphQL',
  cases: (target) => [...large(target), ...packed(target), ...broken(target), ...wrong(target)],
};

function large(target: Target): HostileCase[] {
  const tooLarge = refusedWith(413, 'REQUEST_TOO_LARGE');
  const huge = () => JSON.stringify({ query: target.innocent.query, x: 'x'.repeat(HUGE_BYTES) });
  return [
    // Whoever goes on writing may be hung up on before the refusal is read.
    { name: '5 MB', request: () => postText(target, huge()), expect: cutOff },
    { name: '5 MB in chunks', request: () => chunked(target, huge()), expect: cutOff },
    {
      name: 'a length of a terabyte',
      request: () => postText(target, '{', { 'content-length': '1000000000000' }),
      expect: tooLarge,
    },
    {
      name: 'a length beyond 2^64',
      request: () => postText(target, '{', { 'content-length': '99999999999999999999999' }),
      expect: refusedWith([400, 413]),
    },
    {
      name: 'ten times 5 MB at once',
      request: () => Array.from({ length: 10 }, () => chunked(target, huge())),
      expect: cutOff,
    },
  ];
}

function chunked(target: Target, body: string): RawRequest {
  const piece = 65_536;
  const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
  const pieces: (string | Uint8Array)[] = [request(target, { method: 'POST', headers })];
  for (let at = 0; at < body.length; at += piece) {
    const part = body.slice(at, at + piece);
    pieces.push(`${part.length.toString(16)}\r\n${part}\r\n`);
  }
  return { pieces: [...pieces, '0\r\n\r\n'] };
}

function packed(target: Target): HostileCase[] {
  const bomb = Buffer.from(JSON.stringify({ query: ' '.repeat(BOMB_BYTES) }));
  const gzip = gzipSync(bomb);
  const br = brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  const send = (encoding: string, body: string | Uint8Array) => () =>
    postText(target, body, { 'content-encoding': encoding });
  const expect = refusedWith([400, 413, 415]);
  return [
    { name: '30 MB as gzip', known: UNZIPPED, request: send('gzip', gzip), expect },
    { name: '30 MB as Brotli', known: UNZIPPED, request: send('br', br), expect },
    {
      name: '30 MB as deflate',
      known: UNZIPPED,
      request: send('deflate', deflateSync(bomb)),
      expect,
    },
    { name: 'gzip within gzip', request: send('gzip, gzip', gzipSync(gzip)), expect },
    { name: 'gzip cut off', request: send('gzip', gzip.subarray(0, 1_000)), expect },
    {
      name: 'JSON that claims to be gzip',
      request: send('gzip', '{"query":"{ __typename }"}'),
      expect,
    },
    { name: 'an encoding that nobody knows', request: send('zip', '{}'), expect },
  ];
}

function broken(target: Target): HostileCase[] {
  const query = JSON.stringify(target.innocent.query);
  const good = `{"query":${query}}`;
  const notJson = refused('BAD_REQUEST');
  const send = (body: string | Uint8Array) => () => postText(target, body);
  const deep = nested(100_000, '[', ']');
  return [
    { name: 'JSON cut off', request: send(good.slice(0, -1)), expect: notJson },
    { name: 'JSON and more', request: send(`${good}${good}`), expect: notJson },
    { name: 'nothing', request: send(''), expect: notJson },
    { name: 'NaN', request: send('{"query":NaN}'), expect: notJson },
    { name: 'UTF-16', request: send(Buffer.from(good, 'utf16le')), expect: notJson },
    { name: 'a byte order mark', request: send(`\ufeff${good}`), expect: tolerated },
    { name: 'bytes that are no UTF-8', request: send(badUtf8()), expect: tolerated },
    {
      name: 'half a surrogate pair',
      request: send('{"query":"{ a(b: \\"\\ud800\\") }"}'),
      expect: refused(),
    },
    {
      name: 'the query twice',
      request: send(`{"query":"{ x",${good.slice(1)}`),
      expect: tolerated,
    },
    {
      name: '100,000 lists in one another',
      request: send(`{"query":${query},"variables":{"a":${deep}}}`),
      expect: refused('MAX_VARIABLES_DEPTH_LIMIT'),
    },
    {
      name: '100,000 lists in one another, where nobody looks',
      request: send(`{"query":${query},"x":${deep}}`),
      expect: tolerated,
    },
    {
      name: '100,000 lists in one another, as an extension',
      request: send(`{"query":${query},"extensions":{"x":${deep}}}`),
      expect: tolerated,
    },
    {
      name: 'a length that is too short',
      request: () => ({ ...postText(target, good, { 'content-length': '5' }), answers: 2 }),
      expect: refused('BAD_REQUEST'),
    },
    {
      name: 'a length that is never reached',
      request: () => ({
        ...postText(target, good, { 'content-length': '500' }),
        endsAfter: true,
      }),
      expect: cutOff,
    },
  ];
}

function badUtf8(): Buffer {
  return Buffer.concat([
    Buffer.from('{"query":"{ __typename } #'),
    Buffer.from([0xff, 0xc0, 0x80]),
    Buffer.from('"}'),
  ]);
}

function wrong(target: Target): HostileCase[] {
  const { query } = target.innocent;
  const bad = (name: string, body: unknown): HostileCase => ({
    name,
    request: () => postText(target, JSON.stringify(body)),
    expect: refused('BAD_REQUEST'),
  });
  return [
    bad('null', null),
    bad('a number', 1),
    bad('a text', 'query'),
    bad('an empty object', {}),
    bad('a query that is a number', { query: 1 }),
    bad('a query that is a list', { query: [query] }),
    bad('a query that is an object', { query: { query } }),
    bad('variables that are a list', { query, variables: [1] }),
    bad('variables that are a text', { query, variables: '{}' }),
    bad('a name that is an object', { query, operationName: { a: 1 } }),
    bad('extensions that are a list', { query, extensions: [1] }),
    {
      name: 'an empty query',
      request: () => post(target, { query: '' }),
      expect: refused('BAD_REQUEST', 'GRAPHQL_PARSE_FAILED'),
    },
    {
      name: 'a member that nobody knows',
      request: () => post(target, { query, ...{ unknown: { a: [1] } } }),
      expect: answered,
    },
    {
      name: 'null for all that may be absent',
      request: () =>
        post(target, { query, variables: null, operationName: null, extensions: null }),
      expect: answered,
    },
  ];
}
