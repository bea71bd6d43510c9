import { expect, test } from 'vitest';
import { type HttpMessage, readMessages } from './read-messages.ts';

/** Reads `text` in pieces of `size` bytes. */
function read(text: string, size: number): string[] {
  const messages: HttpMessage[] = [];
  const take = readMessages((message) => messages.push(message));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size));
  return messages.map(({ head, body }) => `${head.split('\r\n')[0]} ${body}`);
}

const COUNTED = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhällo'.replace('5', '6');
const EMPTY = 'HTTP/1.1 204 No Content\r\n\r\n';
const CHUNKED =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n';

test.each([1, 2, 7, 10_000])('cuts messages that come in pieces of %i bytes', (size) => {
  expect(read(COUNTED + EMPTY + COUNTED, size)).toEqual([
    'HTTP/1.1 200 OK hällo',
    'HTTP/1.1 204 No Content ',
    'HTTP/1.1 200 OK hällo',
  ]);
});

test.each([1, 2, 7, 10_000])('joins the chunks of a body in pieces of %i bytes', (size) => {
  expect(read(CHUNKED, size)).toEqual(['HTTP/1.1 200 OK abc0123456789']);
});
