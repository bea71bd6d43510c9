import { describe, expect, test } from 'vitest';
import { readFailure, sendBytes } from '../support/raw-http.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway();
const send = (bytes: string) => sendBytes(gateway().url, bytes);
const body = JSON.stringify({ query: '{ people { name } }' });
const post = (...headers: string[]) =>
  ['POST /graphql HTTP/1.1', 'content-type: application/json', ...headers, '', ''].join('\r\n');

test('a request that is written by hand is answered', async () => {
  const answer = await send(
    post('host: a', 'connection: close', `content-length: ${body.length}`) + body,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

test.each([
  ['no HTTP', 'EHLO mail.test\r\n\r\n'],
  ['another version', 'GET /graphql HTTP/3.0\r\nhost: a\r\n\r\n'],
  ['no host', post(`content-length: ${body.length}`, 'connection: close') + body],
  ['two hosts', `${post('host: a', 'Host: b', 'connection: close', 'content-length: 2')}{}`],
  ['two lengths', `${post('host: a', 'content-length: 1', 'content-length: 2')}ab`],
  ['the same length twice', `${post('host: a', 'content-length: 2', 'content-length: 2')}ab`],
  ['a length that is none', `${post('host: a', 'content-length: +2')}ab`],
  [
    'a length and chunks',
    `${post('host: a', 'content-length: 5', 'transfer-encoding: chunked')}0\r\n\r\n`,
  ],
  [
    'chunks and a length',
    `${post('host: a', 'transfer-encoding: chunked', 'content-length: 5')}0\r\n\r\n`,
  ],
  ['chunks that are not the last coding', `${post('host: a', 'transfer-encoding: chunked, x')}0`],
  ['chunks by another name', `${post('host: a', 'transfer-encoding: xchunked')}0\r\n\r\n`],
  ['a chunk whose size is none', `${post('host: a', 'transfer-encoding: chunked')}x\r\n\r\n`],
  ['a space before a colon', `${post('host: a', 'content-length : 2')}{}`],
  ['a folded header', `${post('host: a', 'x: a\r\n b', 'content-length: 2')}{}`],
  ['a line that ends without a return', 'GET /graphql HTTP/1.1\nhost: a\n\n'],
  ['a header with a null', `${post('host: a', 'x: a\0b', 'content-length: 2')}{}`],
])('%s is refused as an error of GraphQL, and hung up on', async (_name, bytes) => {
  expect(readFailure(await send(bytes))).toEqual([400, 'BAD_REQUEST']);
  expect(gateway().people.received.length).toBeLessThanOrEqual(1);
});

describe('a second request behind one that two servers could read differently', () => {
  const hidden = `GET /graphql?query={people{name}} HTTP/1.1\r\nhost: a\r\n\r\n`;

  test.each([
    ['content-length', `content-length: ${hidden.length}`, 'transfer-encoding: chunked'],
    ['an odd coding', 'transfer-encoding: identity, chunked', 'transfer-encoding: x'],
  ])('is not answered: %s', async (_name, ...headers) => {
    const answer = await send(`${post('host: a', ...headers)}0\r\n\r\n${hidden}`);
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(readFailure(answer)[0]).toBe(400);
  });
});
