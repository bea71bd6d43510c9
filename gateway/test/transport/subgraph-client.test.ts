import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION_DEFAULTS } from '../../src/config/connection-settings.ts';
import {
  createSubgraphClient,
  type ExchangeRequest,
  type SendRequest,
  type SubgraphClient,
} from '../../src/transport/subgraph-client.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let client: SubgraphClient;
let server: ReturnType<typeof createServer>;
let answer: Answer;
let connections: Socket[];
let requests: number;

beforeEach(async () => {
  client = createSubgraphClient();
  connections = [];
  requests = 0;
  server = createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  server.on('connection', (socket) => connections.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  if (server.listening) server.close();
});

function send(
  request: Partial<ExchangeRequest> = {},
  over: SendRequest = client.over(CONNECTION_DEFAULTS),
) {
  return over('catalog', {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo | null)?.port ?? 9}`,
    path: '/graphql?a=b',
    headers: { 'content-type': 'application/json', 'x-request-id': '7' },
    body: '{"query":"{ é }"}',
    timeoutMs: 5_000,
    maxResponseBytes: 1_000,
    signal: new AbortController().signal,
    ...request,
  });
}

const failure = (code: string) =>
  expect.objectContaining({ code, message: expect.not.stringMatching(/127\.0\.0\.1|ECONN/) });

describe('a request to a subgraph', () => {
  test('is sent whole, and its answer taken whole', async () => {
    const received: unknown[] = [];
    answer = async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      received.push(request.method, request.url, request.headers, Buffer.concat(chunks).toString());
      response.writeHead(418, { 'server-timing': ['sql;dur=1', 'cache;dur=2'] });
      response.end('{"data":null}');
    };
    expect(await send()).toEqual({
      status: 418,
      serverTiming: 'sql;dur=1, cache;dur=2',
      text: '{"data":null}',
    });
    expect(received).toEqual([
      ...['POST', '/graphql?a=b'],
      expect.objectContaining({ 'x-request-id': '7', 'content-length': '18' }),
      '{"query":"{ é }"}',
    ]);
  });

  test('may be answered in pieces that break a character in two', async () => {
    const [bytes, cut] = [Buffer.from('"é\u{1f600}é"'), [2, 5, 6]];
    answer = async (_request, response) => {
      let start = 0;
      for (const end of [...cut, bytes.length]) {
        response.write(bytes.subarray(start, end));
        await new Promise((resolve) => setTimeout(resolve, 5));
        start = end;
      }
      response.end();
    };
    expect((await send()).text).toBe('"é\u{1f600}é"');
  });

  test('may be answered with nothing', async () => {
    answer = (_request, response) => response.writeHead(204).end();
    expect(await send()).toEqual({ status: 204, serverTiming: undefined, text: '' });
  });

  test('uses a connection of those before it', async () => {
    answer = (_request, response) => response.end('{}');
    for (let count = 0; count < 10; count += 1) await send();
    expect(requests).toBe(10);
    // Two: one answer is taken before its connection is free again.
    expect(connections.length).toBeLessThanOrEqual(2);
  });
});

test('connections are no more than may be, and the others wait for one of them', async () => {
  answer = (_request, response) => setTimeout(() => response.end('{}'), 20);
  const over = client.over({ ...CONNECTION_DEFAULTS, max: 2 });
  const answers = await Promise.all(Array.from({ length: 10 }, () => send({}, over)));
  expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, () => '{}'));
  expect(connections).toHaveLength(2);
});

describe('a deadline', () => {
  const within = { timeoutMs: 50 };
  const refused = failure('SUBGRAPH_TIMEOUT');

  test('ends a request that is not answered, and its connection', async () => {
    answer = () => undefined;
    await expect(send(within)).rejects.toEqual(refused);
    await expect.poll(() => connections.every(({ destroyed }) => destroyed)).toBe(true);
  });

  test('ends a request whose answer does not end', async () => {
    answer = (_request, response) => {
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    };
    await expect(send({ ...within, maxResponseBytes: 1_000_000 })).rejects.toEqual(refused);
  });

  test('does not touch those beside it', async () => {
    answer = (request, response) => {
      if (request.url !== '/slow') response.end('{}');
    };
    const slow = send({ ...within, path: '/slow' });
    const others = [send(), send()];
    await expect(slow).rejects.toEqual(refused);
    expect((await Promise.all(others)).map(({ text }) => text)).toEqual(['{}', '{}']);
    expect((await send()).text).toBe('{}');
  });
});

describe('who goes away', () => {
  const gone = failure('REQUEST_CANCELLED');

  test('before the request asks nothing of the subgraph', async () => {
    answer = (_request, response) => response.end('{}');
    await expect(send({ signal: AbortSignal.abort() })).rejects.toEqual(gone);
    await send();
    expect(requests).toBe(1);
  });

  test('while it is not answered is not waited for, nor is the answer', async () => {
    const arrived = Promise.withResolvers<void>();
    answer = () => arrived.resolve();
    const controller = new AbortController();
    const sent = send({ signal: controller.signal });
    await arrived.promise;
    controller.abort();
    await expect(sent).rejects.toEqual(gone);
    await expect.poll(() => connections.every(({ destroyed }) => destroyed)).toBe(true);
  });

  test('in the middle of the answer is not waited for', async () => {
    const begun = Promise.withResolvers<void>();
    answer = (_request, response) => {
      response.write('{"data":', () => begun.resolve());
    };
    const controller = new AbortController();
    const sent = send({ signal: controller.signal });
    await begun.promise;
    controller.abort();
    await expect(sent).rejects.toEqual(gone);
  });

  test('when all is answered changes nothing', async () => {
    answer = (_request, response) => response.end('{}');
    const controller = new AbortController();
    const { text } = await send({ signal: controller.signal });
    controller.abort();
    expect(text).toBe('{}');
    expect((await send()).text).toBe('{}');
    expect(connections.some(({ destroyed }) => destroyed)).toBe(false);
  });
});

describe('an answer', () => {
  test.each([
    ['that is as large as it may be is taken', 1_000, undefined],
    ['that is larger than it may be is refused', 1_001, 'SUBGRAPH_RESPONSE_TOO_LARGE'],
  ])('%s', async (_name, sizeBytes, code) => {
    answer = (_request, response) => response.end('x'.repeat(sizeBytes));
    if (code === undefined) expect((await send()).text).toHaveLength(sizeBytes);
    else await expect(send()).rejects.toEqual(failure(code));
  });

  test('that never ends is refused at its limit, not at its deadline', async () => {
    answer = (_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(400)), 1);
      response.on('close', () => clearInterval(timer));
    };
    await expect(send()).rejects.toEqual(failure('SUBGRAPH_RESPONSE_TOO_LARGE'));
    await expect.poll(() => connections.every(({ destroyed }) => destroyed)).toBe(true);
  });
});

describe('a subgraph cannot be reached', () => {
  const unreachable = failure('SUBGRAPH_UNREACHABLE');

  test.each<[string, Answer]>([
    ['when it resets the connection', (request) => request.socket.resetAndDestroy()],
    [
      'when it hangs up in the middle of its answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"data":', () => request.socket.destroy());
      },
    ],
    ['when it does not speak HTTP', ({ socket }) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
  ])('%s', async (_name, how) => {
    answer = how;
    await expect(send()).rejects.toEqual(unreachable);
    answer = (_request, response) => response.end('{}');
    expect((await send()).text).toBe('{}');
  });

  test('when nothing listens there', async () => {
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    await expect(send({ origin: `http://127.0.0.1:${port}` })).rejects.toEqual(unreachable);
  });

  test.each([
    ['when its name is unknown', () => 'http://nowhere.invalid'],
    [
      'when it does not speak TLS',
      () => `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ],
  ])('%s', async (_name, origin) => {
    await expect(send({ origin: origin() })).rejects.toEqual(unreachable);
  });

  test('when the gateway closes', async () => {
    const arrived = Promise.withResolvers<void>();
    answer = () => arrived.resolve();
    const sent = expect(send()).rejects.toEqual(unreachable);
    await arrived.promise;
    await client.close();
    await sent;
    await expect(send()).rejects.toEqual(unreachable);
  });
});
