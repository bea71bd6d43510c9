import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, describe, expect, test } from 'vitest';
import { openSocket, readAll, readFailure, sendBytes } from '../support/raw-http.ts';
import { readMetrics } from '../support/read-metrics.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({
  environment: () => ({ METRICS_PORT: '0' }),
  config: () => `
bodyLimitBytes: { measure: 2000, enforce: 20000 }
http:
  headers: { measure: 20, enforce: 40 }
  urlBytes: 1000
  headerBytes: 4096
  headersTimeoutMs: 1500
  receiveTimeoutMs: 3000
`,
});
const JSON_TYPE = { 'content-type': 'application/json' };
const query = '{ people { name } }';
const long = (bytes: number) => JSON.stringify({ query: `${query} #${'x'.repeat(bytes)}` });

async function post(
  body: string | Buffer | Iterable<Buffer>,
  headers: Record<string, string> = {},
) {
  const response = await request(gateway().url, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: body as string,
  });
  const { errors } = (await response.body.json()) as { errors?: { extensions: object }[] };
  return {
    status: response.statusCode,
    extensions: errors?.[0]?.extensions,
    headers: response.headers,
  };
}
const metric = (text: string) => readMetrics(gateway().running.metricsUrl, text);

const encodings = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
} as const;

describe('a body', () => {
  test.each(Object.entries(encodings))('may be compressed with %s', async (encoding, compress) => {
    const compressed = compress(JSON.stringify({ query }));
    expect((await post(compressed, { 'content-encoding': encoding })).status).toBe(200);
    expect(
      (
        await post([compressed.subarray(0, 9), compressed.subarray(9)], {
          'content-encoding': encoding,
        })
      ).status,
    ).toBe(200);
  });

  test.each(Object.entries(encodings))(
    'is too long when it is so once inflated with %s, and no more of it is inflated',
    async (encoding, compress) => {
      // Less than the limit as it is sent.
      const bomb = compress(Buffer.alloc(15_000_000, ' '));
      expect(bomb.length).toBeLessThan(20_000);
      const before = process.memoryUsage().rss;
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => post([bomb], { 'content-encoding': encoding })),
      );
      for (const { status, extensions } of answers) {
        expect([status, extensions]).toEqual([413, { code: 'REQUEST_TOO_LARGE' }]);
      }
      expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    },
  );

  test('is too long whether its length is announced or not', async () => {
    const body = long(20_000);
    for (const sent of [body, [Buffer.from(body)]]) {
      const { status, extensions } = await post(sent);
      expect([status, extensions]).toEqual([413, { code: 'REQUEST_TOO_LARGE' }]);
    }
    expect((await post([Buffer.from(long(1_000))])).status).toBe(200);
  });

  test('that is longer than what is measured is told of, and answered', async () => {
    expect((await post(long(3_000))).status).toBe(200);
    expect(
      await metric('causeway_limit_exceeded_total{limit="bodyLimitBytes",mode="measure"}'),
    ).toBe(1);
  });

  test.each(['zstd', 'gzip, gzip', 'compress', 'x'])(
    'in the encoding %s is not read',
    async (encoding) => {
      const { status, extensions, headers } = await post('x', { 'content-encoding': encoding });
      expect([status, extensions]).toEqual([415, { code: 'UNSUPPORTED_MEDIA_TYPE' }]);
      expect(headers['accept-encoding']).toBe('gzip, deflate, br');
    },
  );

  test.each([
    ['is not compressed', Buffer.from(JSON.stringify({ query }))],
    ['is cut off', gzipSync(JSON.stringify({ query })).subarray(0, -10)],
    ['is damaged', Buffer.concat([gzipSync('{').subarray(0, 12), Buffer.alloc(20, 255)])],
  ])('that %s, but said to be, is refused', async (_name, body) => {
    const { status, extensions } = await post(body, { 'content-encoding': 'gzip' });
    expect([status, extensions]).toEqual([400, { code: 'BAD_REQUEST' }]);
  });
});

describe('the head of a request', () => {
  const headers = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, '1']));

  test('may have so many headers; beyond, it is told of, or refused', async () => {
    expect((await post(long(0), headers(25))).status).toBe(200);
    expect(await metric('causeway_limit_exceeded_total{limit="http.headers",mode="measure"}')).toBe(
      1,
    );
    const { status, extensions } = await post(long(0), headers(60));
    expect([status, extensions]).toEqual([431, { code: 'REQUEST_HEADERS_TOO_LARGE' }]);
    expect(await metric('causeway_limit_exceeded_total{limit="http.headers",mode="enforce"}')).toBe(
      1,
    );
  });

  test('may have an address of so many bytes', async () => {
    const response = await request(`${gateway().url}?query=${'x'.repeat(1_000)}`);
    expect(response.statusCode).toBe(414);
    expect(await response.body.json()).toEqual({
      errors: [
        {
          message:
            'The request has an address that is too long; the limit is 1000 (http.urlBytes).',
          extensions: { code: 'REQUEST_URL_TOO_LONG' },
        },
      ],
    });
  });

  test('may have so many bytes', async () => {
    const head = `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(5_000)}\r\n\r\n`;
    expect(readFailure(await sendBytes(gateway().url, head))).toEqual([
      431,
      'REQUEST_HEADERS_TOO_LARGE',
    ]);
  });
});

describe('a client that takes its time', () => {
  const head = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n`;

  test('over the head is told so, and hung up on', async () => {
    const socket = openSocket(gateway().url);
    socket.write(head);
    expect(readFailure(await readAll(socket))).toEqual([408, 'REQUEST_TIMEOUT']);
  });

  test('over the body is too, though it goes on sending', async () => {
    const socket = openSocket(gateway().url);
    socket.write(`${head}content-length: 1000\r\n\r\n{`);
    const drip = setInterval(() => socket.write(' '), 50);
    socket.on('error', () => clearInterval(drip));
    expect(readFailure(await readAll(socket).finally(() => clearInterval(drip)))).toEqual([
      ...[408, 'REQUEST_TIMEOUT'],
    ]);
    expect(gateway().people.received.some(({ query: asked }) => asked === '')).toBe(false);
  });
});

test('what is refused is counted by its code', async () => {
  const counted = (code: string) => metric(`causeway_request_refused_total{error_type="${code}"}`);
  expect(await counted('REQUEST_TOO_LARGE')).toBeGreaterThan(0);
  expect(await counted('REQUEST_TIMEOUT')).toBe(2);
  expect(await counted('REQUEST_HEADERS_TOO_LARGE')).toBe(2);
  expect(await counted('REQUEST_URL_TOO_LONG')).toBe(1);
});

describe('connections', () => {
  const few = useGateway({
    environment: () => ({ METRICS_PORT: '0' }),
    config: () => '{ http: { connections: 4, connectionsPerAddress: 3 } }',
  });
  const opened: ReturnType<typeof openSocket>[] = [];
  afterAll(() => {
    for (const socket of opened) socket.destroy();
  });
  const probe = 'GET /health/live HTTP/1.1\r\nhost: a\r\n';

  /** Opens one and keeps it; says what comes back first. */
  async function open(address: string): Promise<string> {
    const socket = openSocket(few().url, address);
    opened.push(socket);
    socket.write(`${probe}\r\n`);
    return new Promise((resolve) => {
      socket.once('data', (chunk) => resolve(String(chunk)));
      socket.once('error', () => resolve(''));
    });
  }
  const refusedTo = async (address: string) =>
    readFailure(await readAll(openSocket(few().url, address)));

  test('are so many of one address, and so many in all; whoever comes later is refused', async () => {
    for (const address of ['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.2']) {
      if (address === '127.0.0.2') {
        expect(await refusedTo('127.0.0.1')).toEqual([429, 'TOO_MANY_CONNECTIONS']);
      }
      expect(await open(address)).toMatch(/^HTTP\/1\.1 200 /);
    }
    expect(await refusedTo('127.0.0.2')).toEqual([429, 'TOO_MANY_CONNECTIONS']);
    const series = 'causeway_request_refused_total{error_type="TOO_MANY_CONNECTIONS"}';
    expect(await readMetrics(few().running.metricsUrl, series)).toBe(2);
  });

  test('are free again for others when they are closed', async () => {
    opened[0]?.destroy();
    await expect
      .poll(() => sendBytes(few().url, `${probe}connection: close\r\n\r\n`).catch(() => ''))
      .toMatch(/^HTTP\/1\.1 200 /);
  });
});
