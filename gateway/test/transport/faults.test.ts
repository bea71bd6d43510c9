import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { answering, type Misbehaviour } from '../support/start-small-subgraph.ts';
import { useGateway } from '../support/use-gateway.ts';

/** Good answers must come within it, on a machine that does other things. */
const TIMEOUT_MS = 2_000;
const gateway = useGateway({
  config: () => `
subgraphs:
  reviews:
    timeoutMs: ${TIMEOUT_MS}
    maxResponseBytes: 200000
    retry: { attempts: 1 }
    circuitBreaker: { enabled: false }
`,
});
afterEach(() => gateway().reviews.misbehave(null));

/** Where a subgraph's part of a response may be, with the rest of the response. */
const places = {
  'a field of the root': {
    query: '{ person(id: "1") { name } lastReview { text } }',
    good: { person: { name: 'Ada' }, lastReview: { text: 'the last' } },
    without: { person: { name: 'Ada' }, lastReview: null },
    path: ['lastReview'],
  },
  'a field of an entity': {
    query: '{ person(id: "1") { name reviews { text } } }',
    good: { person: { name: 'Ada', reviews: [{ text: 'by 1' }] } },
    without: { person: { name: 'Ada', reviews: null } },
    path: ['person', 'reviews'],
  },
  'a field of entities in a list': {
    query: '{ people { name reviews { text } } }',
    good: {
      people: [
        { name: 'Ada', reviews: [{ text: 'by 1' }] },
        { name: 'Grace', reviews: [{ text: 'by 2' }] },
      ],
    },
    without: { people: ['Ada', 'Grace'].map((name) => ({ name, reviews: null })) },
    path: ['people', 0, 'reviews'],
  },
};

const raw = (bytes: string): Misbehaviour => ({ kind: 'raw', bytes });
const head = (...lines: string[]) =>
  `${['HTTP/1.1 200 OK', 'content-type: application/json', ...lines].join('\r\n')}\r\n\r\n`;
const JSON_START = '{"data":{"_entities":[';
const html = (status: number) =>
  answering('<h1>secret proxy 10.0.0.1</h1>', { status, contentType: 'text/html' });

const unreachable = ['SUBGRAPH_UNREACHABLE', 'Subgraph "reviews" cannot be reached.'] as const;
const timeout = ['SUBGRAPH_TIMEOUT', 'Subgraph "reviews" did not answer in time.'] as const;
const bad = (what: string, status = 200) =>
  [
    'SUBGRAPH_BAD_RESPONSE',
    `Subgraph "reviews" answered with ${what} (HTTP status ${status}).`,
  ] as const;
const noJson = (status?: number) => bad('something that is not JSON', status);
const noGraphql = bad('something that is not a GraphQL response');

const faults: Record<string, readonly [Misbehaviour, readonly [string, string]]> = {
  'never answers': [{ kind: 'hang' }, timeout],
  'never ends its answer': [{ kind: 'stall', body: JSON_START }, timeout],
  'answers a byte at a time': [{ kind: 'drip', body: ' '.repeat(10_000), everyMs: 20 }, timeout],
  'resets the connection': [{ kind: 'reset' }, unreachable],
  'resets it in the middle': [
    { kind: 'raw', bytes: head('content-length: 99') + JSON_START, reset: true },
    unreachable,
  ],
  'hangs up without a word': [raw(''), unreachable],
  'hangs up in its headers': [raw('HTTP/1.1 200 OK\r\ncontent-ty'), unreachable],
  'promises more than it sends': [raw(head('content-length: 99') + JSON_START), unreachable],
  'ends amid chunks': [raw(`${head('transfer-encoding: chunked')}5\r\n{"dat\r\n`), unreachable],
  'ends amid a chunk': [raw(`${head('transfer-encoding: chunked')}ff\r\n{"data"`), unreachable],
  'sends chunks of no size': [
    raw(`${head('transfer-encoding: chunked')}zz\r\n{}\r\n`),
    unreachable,
  ],
  'says twice how long it is': [
    raw(`${head('content-length: 2', 'content-length: 3')}{}`),
    unreachable,
  ],
  'has a header without a name': [raw(`${head(': x', 'content-length: 2')}{}`), unreachable],
  'speaks another protocol': [raw('SSH-2.0-OpenSSH_9.6\r\n'), unreachable],
  'would speak another protocol': [
    raw('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'),
    unreachable,
  ],
  'only says to go on': [raw('HTTP/1.1 100 Continue\r\n\r\n'), unreachable],
  'only gives hints': [raw('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'), unreachable],
  'has endless headers': [
    raw(head(`x-a: ${'x'.repeat(20_000)}`)),
    ['SUBGRAPH_RESPONSE_TOO_LARGE', 'The headers of an answer of subgraph "reviews" are too long.'],
  ],
  'answers too much': [
    answering(' '.repeat(200_001)),
    [
      'SUBGRAPH_RESPONSE_TOO_LARGE',
      'The answer of subgraph "reviews" is larger than 200000 bytes.',
    ],
  ],
  'sends a bomb': [
    answering(gzipSync(' '.repeat(10_000_000)), { headers: { 'content-encoding': 'gzip' } }),
    [
      'SUBGRAPH_BAD_RESPONSE',
      'Subgraph "reviews" answered in an encoding that it was not asked for.',
    ],
  ],
  'is hidden by a proxy that fails': [html(502), bad('a content type that is not JSON', 502)],
  'is hidden by a page': [html(200), bad('a content type that is not JSON')],
  'calls its JSON text': [
    answering('{"data":{}}', { contentType: 'text/plain' }),
    bad('a content type that is not JSON'),
  ],
  'sends elsewhere': [
    answering('', { status: 307, headers: { location: '/elsewhere' } }),
    noJson(307),
  ],
  'has no content': [answering('', { status: 204 }), noJson(204)],
  'answers nothing': [answering(''), noJson()],
  'fails without a word': [answering('', { status: 500 }), noJson(500)],
  'answers no JSON': [answering("{'data':{}}"), noJson()],
  'answers half of its JSON': [answering(JSON_START), noJson()],
  'answers two': [answering('{"data":{}}{"data":{}}'), noJson()],
  'answers null': [answering('null'), noGraphql],
  'answers a number': [answering('1'), noGraphql],
  'answers a text': [answering('"data"'), noGraphql],
  'answers a list': [answering('[{"data":{}}]'), noGraphql],
  'answers an empty object': [answering('{}'), bad('neither data nor errors')],
  'answers no data and no errors': [
    answering('{"data":null,"errors":[]}'),
    bad('neither data nor errors'),
  ],
  'answers data that are a list': [answering('{"data":[]}'), bad('malformed data')],
  'answers data that are a text': [answering('{"data":"x"}'), bad('malformed data')],
  'answers errors that are none': [
    answering('{"errors":{"message":"x"}}'),
    bad('malformed errors'),
  ],
  'answers errors without a message': [answering('{"errors":[{}]}'), bad('malformed errors')],
};

// What is planned and compiled for the first time would count for the deadline of a test.
beforeAll(async () => {
  for (const { query } of Object.values(places)) await sendOperation(gateway().url, { query });
});

describe.each(Object.entries(places))('%s', (_place, { query, good, without, path }) => {
  test.each(Object.entries(faults))(
    'is all that a subgraph costs that %s',
    async (_name, fault) => {
      const [how, [code, message]] = fault;
      gateway().reviews.misbehave(how);
      const asked = gateway().reviews.received.length;
      const { status, body } = await sendOperation(gateway().url, { query });
      expect([status, body]).toEqual([
        200,
        {
          data: without,
          errors: [{ message, path, extensions: { code, serviceName: 'reviews' } }],
        },
      ]);
      expect(gateway().reviews.received).toHaveLength(asked + 1);
      gateway().reviews.misbehave(null);
      expect((await sendOperation(gateway().url, { query })).body).toEqual({ data: good });
    },
  );
});

const { query, good, without } = places['a field of entities in a list'];
const send = async (how: Misbehaviour) => {
  gateway().reviews.misbehave(how);
  return sendOperation(gateway().url, { query });
};
const entities = ['1', '2'].map((id) => ({ reviews: [{ text: `by ${id}` }] }));

describe('an answer', () => {
  test('with headers of all kinds passes none of them on', async () => {
    const { headers, body } = await send(
      answering(JSON.stringify({ data: { _entities: entities } }), {
        headers: {
          ...{ 'set-cookie': ['a=1', 'b=2'], location: '/x', 'x-powered-by': 'secret' },
          ...{ 'cache-control': 'public', 'www-authenticate': 'Basic', 'x-request-id': 'forged' },
        },
      }),
    );
    expect(body).toEqual({ data: good });
    for (const name of ['set-cookie', 'location', 'x-powered-by', 'www-authenticate']) {
      expect(headers.has(name)).toBe(false);
    }
    expect(headers.get('cache-control')).not.toBe('public');
    expect(headers.get('x-request-id')).not.toBe('forged');
  });

  test('after hints is taken', async () => {
    const text = JSON.stringify({ data: { _entities: entities } });
    const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n';
    const { body } = await send(raw(`${hints}${head(`content-length: ${text.length}`)}${text}`));
    expect(body).toEqual({ data: good });
  });

  test('with keys that objects inherit changes no prototype', async () => {
    const inherited = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    const reviews = (id: number) => `{${inherited},"reviews":[{${inherited},"text":"by ${id}"}]}`;
    const { body } = await send(
      answering(`{${inherited},"data":{${inherited},"_entities":[${reviews(1)},${reviews(2)}]}}`),
    );
    expect(body).toEqual({ data: good });
    expect('polluted' in {}).toBe(false);
    const failed = await send(
      answering(
        `{"errors":[{"message":"no",${inherited},"path":["__proto__","polluted"],"extensions":{${inherited}}}]}`,
      ),
    );
    expect(failed.body.data).toEqual(without);
    expect('polluted' in {}).toBe(false);
  });

  test.each([
    ['where nothing was asked for', (deep: string) => `{"x":${deep},"reviews":null}`, []],
    ['where a list was', (deep: string) => `{"reviews":${deep}}`, ['SUBGRAPH_BAD_RESPONSE']],
    [
      'where a text was',
      (deep: string) => `{"reviews":[{"text":${deep}}]}`,
      ['SUBGRAPH_BAD_RESPONSE'],
    ],
    ['instead of an entity', (deep: string) => deep, ['SUBGRAPH_BAD_RESPONSE']],
  ])('nested 90,000 levels deep %s costs no more than the field', async (_name, place, codes) => {
    const deep = `${'['.repeat(90_000)}${']'.repeat(90_000)}`;
    const { status, body } = await send(
      answering(`{"data":{"_entities":[${place(deep)},{"reviews":null}]}}`),
    );
    expect([status, body.data]).toEqual([200, without]);
    expect(body.errors?.map(({ extensions }) => extensions?.code) ?? []).toEqual(codes);
  });

  test('with 10,000 errors has a thousand of them told', async () => {
    const errors = Array.from({ length: 10_000 }, () => ({ message: 'x' }));
    const { status, body } = await send(answering(JSON.stringify({ errors })));
    expect([status, body.data]).toEqual([200, without]);
    expect(body.errors).toHaveLength(1_001);
    expect(body.errors?.at(-1)?.message).toBe('Subgraph "reviews" reported 9000 more errors.');
  });

  test.each<[string, Record<string, unknown>]>([
    ['a path of nonsense', { path: [null, {}, 1.5, '__proto__'] }],
    ['a path that is none', { path: 'reviews' }],
    ['locations of nonsense', { locations: 'here' }],
    ['extensions of nonsense', { extensions: [1] }],
    [
      'extensions that say too much',
      { extensions: { stack: 'at x.ts', url: 'http://10.0.0.1', http: { status: 500 } } },
    ],
  ])('with an error of %s has it told at the field', async (_name, rest) => {
    const { status, body } = await send(
      answering(JSON.stringify({ errors: [{ message: 'No.', ...rest }] })),
    );
    expect([status, body]).toEqual([
      200,
      {
        data: without,
        errors: [
          {
            message: 'No.',
            path: ['people', 0, 'reviews'],
            extensions: { code: 'SUBGRAPH_ERROR', serviceName: 'reviews' },
          },
        ],
      },
    ]);
  });
});

test('one that is not there costs only its own fields, and is asked again when it is', async () => {
  await gateway().reviews.goDown();
  const { status, body } = await sendOperation(gateway().url, { query });
  expect([status, body]).toEqual([
    200,
    {
      data: without,
      errors: [
        {
          message: 'Subgraph "reviews" cannot be reached.',
          path: ['people', 0, 'reviews'],
          extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'reviews' },
        },
      ],
    },
  ]);
  await gateway().reviews.comeBack();
  expect((await sendOperation(gateway().url, { query })).body).toEqual({ data: good });
});
