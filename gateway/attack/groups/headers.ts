import type { Exchange } from '../http/exchange.ts';
import { get, postText, request } from '../http/graphql-request.ts';
import type { RawRequest } from '../http/raw-request.ts';
import type { Target } from '../target/target.ts';
import {
  answered,
  type Expectation,
  type Group,
  type HostileCase,
  refused,
  refusedWith,
  tolerated,
} from './group.ts';
import { times } from './times.ts';

/** What stands in the head of a request. */
export const headers: Group = {
  name: 'headers',
  summary: 'heads that are too large, ambiguous or malformed; odd media types',
  cases: (target) => [
    ...large(target),
    ...ambiguous(target),
    ...malformed(target),
    ...mediaTypes(target),
    ...accepted(target),
  ],
};

const body = (target: Target) => JSON.stringify({ query: target.innocent.query });
const JSON_TYPE = { 'content-type': 'application/json' };

/** A POST with further header lines. */
function withLines(target: Target, ...lines: readonly string[]): RawRequest {
  const parts = { method: 'POST', headers: JSON_TYPE, lines, body: body(target) };
  return { pieces: [request(target, parts)] };
}

function large(target: Target): HostileCase[] {
  const tooLarge = refusedWith(431, 'REQUEST_HEADERS_TOO_LARGE');
  const lines = (name: string, given: readonly string[], expect: Expectation): HostileCase => ({
    name,
    request: () => withLines(target, ...given),
    expect,
  });
  return [
    lines('a header of 100 kB', [`x-long: ${'x'.repeat(100_000)}`], tooLarge),
    lines('a name of 100 kB', [`${'x'.repeat(100_000)}: 1`], tooLarge),
    lines('10,000 headers', times(10_000, (i) => `x-${i}: ${i}`, '\n').split('\n'), tooLarge),
    lines('1,200 short headers', times(1_200, () => 'a: 1', '\n').split('\n'), tolerated),
    lines('cookies of 100 kB', [`cookie: ${times(5_000, (i) => `c${i}=${i};`)}`], tooLarge),
    {
      name: 'an address of 100 kB',
      request: () => get(target, `query=${'x'.repeat(100_000)}`),
      expect: refusedWith([414, 431], 'REQUEST_HEADERS_TOO_LARGE'),
    },
    {
      name: 'a request id of 8 kB, with marks',
      request: () => withLines(target, `x-request-id: ${'<x>"\'%0d%0a'.repeat(800)}`),
      expect: tolerated,
      findFault: ({ text }: Exchange) =>
        text.includes('<x>"\'') ? 'repeats what a client claims as request id' : null,
    },
  ];
}

/** RFC 9112 §6.3, §3.2: what two servers in a row could read differently. */
function ambiguous(target: Target): HostileCase[] {
  const smuggled = `GET ${target.url.pathname} HTTP/1.1\r\nhost: x\r\n\r\n`;
  const framed = (name: string, lines: readonly string[], text = body(target)): HostileCase => ({
    name,
    request: () => {
      const head = request(target, { method: 'POST', headers: JSON_TYPE, lines });
      return { pieces: [Buffer.concat([head, Buffer.from(text)])] };
    },
    expect: refused('BAD_REQUEST'),
  });
  const chunk = `0\r\n\r\n${smuggled}`;
  return [
    framed(
      'a length and chunks',
      [`content-length: ${chunk.length}`, 'transfer-encoding: chunked'],
      chunk,
    ),
    framed(
      'chunks and a length',
      ['transfer-encoding: chunked', `content-length: ${chunk.length}`],
      chunk,
    ),
    framed('an encoding that is almost chunked', ['transfer-encoding: xchunked'], chunk),
    framed('chunked, and then identity', ['transfer-encoding: chunked, identity'], chunk),
    framed('two encodings', ['transfer-encoding: chunked', 'transfer-encoding: x'], chunk),
    framed('two lengths', ['content-length: 5', 'content-length: 6']),
    framed('a negative length', ['content-length: -1']),
    framed('a length with a sign', ['content-length: +5']),
    framed('a length in base 16', ['content-length: 0x5']),
    framed('a chunk larger than memory', ['transfer-encoding: chunked'], 'ffffffffffffffff0\r\nx'),
    framed('a chunk whose size is none', ['transfer-encoding: chunked'], 'zz\r\nx\r\n'),
    framed(
      'a chunk with an extension of 100 kB',
      ['transfer-encoding: chunked'],
      `5;${'x'.repeat(100_000)}\r\n`,
    ),
    {
      name: 'no host',
      request: () => ({ pieces: [`GET ${target.url.pathname} HTTP/1.1\r\n\r\n`] }),
      expect: refused(),
    },
    {
      name: 'two hosts',
      request: () => withLines(target, 'host: elsewhere.example'),
      expect: refused('BAD_REQUEST'),
    },
  ];
}

function malformed(target: Target): HostileCase[] {
  const broken = (name: string, line: string): HostileCase => ({
    name,
    request: () => withLines(target, line),
    expect: refused('BAD_REQUEST'),
  });
  const odd = (name: string, line: string): HostileCase => ({
    name,
    request: () => withLines(target, line),
    expect: tolerated,
  });
  return [
    broken('a NUL in a header', 'x: a\0b'),
    broken('a space before the colon', 'x : 1'),
    broken('a bare carriage return', 'x: a\rb: c'),
    broken('a name that is none', 'a@b(c): 1'),
    odd('a bare line feed', 'x: a\nb: c'),
    odd('a folded line', 'x: a\r\n b'),
    odd('letters beyond ASCII', 'x: \xe4\xff'),
    odd('an expectation that nobody meets', 'expect: a miracle'),
    odd('to be continued', 'expect: 100-continue'),
    odd('100 ranges', `range: bytes=${times(100, (i) => `${i}-`, ',')}`),
    odd('a forwarded address that is none', 'x-forwarded-for: \'"<script>, , ,'),
    odd('another method by header', 'x-http-method-override: DELETE'),
  ];
}

/** CVE-2026-23897, GHSA-9q82-xgwf-vj6h: a charset must neither cost memory nor open a way round CSRF rules. */
function mediaTypes(target: Target): HostileCase[] {
  const typed = (type: string, expect: Expectation, text = body(target)): HostileCase => ({
    name: `type ${type.length > 60 ? `${type.slice(0, 50)}… (${type.length})` : type || 'none'}`,
    ...(type.includes('charset') && { known: 'CVE-2026-23897' }),
    request: () => postText(target, text, { 'content-type': type }),
    expect,
  });
  const unsupported = refusedWith([400, 415], 'UNSUPPORTED_MEDIA_TYPE', 'BAD_REQUEST');
  return [
    ...[
      'text/plain',
      'text/plain;application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/jsonx',
      'application/graphql',
      'application',
      '/',
      ';;;',
      'application/json; charset=utf-16le',
      'application/json; charset=ibm037',
      `application/json; charset=${'x'.repeat(4_000)}`,
    ].map((type) => typed(type, unsupported)),
    typed('', unsupported),
    typed(`text/plain;${' '.repeat(8_000)}x`, unsupported),
    typed('APPLICATION/JSON', answered),
    typed('application/json; charset=utf-8', answered),
    typed('application/json;charset="UTF-8"', answered),
  ];
}

/** CVE-2023-45812: what a client accepts cannot break a server. */
function accepted(target: Target): HostileCase[] {
  return [
    ',,,',
    ';;;q=',
    '*/*;q=NaN',
    '\x7f',
    'application/json;q=2,*/*;q=-1',
    'multipart/mixed;deferSpec=20220824,application/json',
    'multipart/mixed; boundary="',
    'text/event-stream',
    'text/html',
    times(2_000, () => 'a/b', ','),
    `application/json;${times(3_000, () => 'a', ';')}`,
  ].map((accept) => ({
    name: `accepts ${accept.length > 60 ? `${accept.slice(0, 50)}… (${accept.length})` : JSON.stringify(accept)}`,
    known: 'CVE-2023-45812',
    request: () => postText(target, body(target), { accept }),
    expect: tolerated,
  }));
}
