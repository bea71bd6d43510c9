import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway();

/** What comes back for bytes that no HTTP client would send. */
async function send(bytes: string): Promise<string> {
  const { hostname, port } = new URL(gateway().url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test.each([
  ['no HTTP', 'EHLO mail.test\r\n\r\n', 400, 'BAD_REQUEST'],
  [
    'a head that is too long',
    `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'REQUEST_HEADERS_TOO_LARGE',
  ],
  [
    'two lengths',
    'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    400,
    'BAD_REQUEST',
  ],
])('%s is answered as an error of GraphQL, and hung up on', async (_name, bytes, status, code) => {
  const answer = await send(bytes);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
  expect(body).toEqual({ errors: [{ message: expect.any(String), extensions: { code } }] });
});
