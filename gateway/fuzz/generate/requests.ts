import fc from 'fast-check';
import { type Addressee, headOf } from '../../attack/http/graphql-request.ts';
import { documents } from './documents.ts';
import { damaged } from './texts.ts';

/** A request as it was made up: small enough to be read when it is shown. */
export interface MadeUpRequest {
  readonly head: string;
  readonly body: string;
  /** Whether it is HTTP as it should be, whatever it says; else a server may hang up. */
  readonly isWhole: boolean;
}

/** Requests to a graph: documents, variables, headers, methods and bodies by chance. */
export function requests(to: Addressee, known: readonly string[]): fc.Arbitrary<MadeUpRequest> {
  const document = documents(known);
  const posts = fc
    .tuple(bodies(document), headers, fc.boolean())
    .map(([body, given, isChunked]): MadeUpRequest => {
      const framing = isChunked ? { 'transfer-encoding': 'chunked' } : {};
      const parts = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...given, ...framing },
      };
      const written = isChunked ? chunked(body) : body;
      return {
        head: headOf(to, isChunked ? parts : { ...parts, body }),
        ...{ body: written, isWhole: true },
      };
    });
  const gets = fc
    .tuple(fc.constantFrom('GET', 'GET', 'HEAD', 'PUT', 'OPTIONS'), addresses(document), headers)
    .map(([method, search, given]): MadeUpRequest => {
      const path = `${to.url.pathname}?${search}`;
      const own = { 'apollo-require-preflight': '1', connection: 'close' };
      return {
        head: headOf(to, { method, path, headers: { ...own, ...given } }),
        body: '',
        isWhole: true,
      };
    });
  const broken = fc
    .tuple(fc.oneof(posts, gets), fc.infiniteStream(damaged(fc.constant(''))))
    .chain(([{ head, body }]) => damaged(fc.constant(`${head}\r\n\r\n${body}`)))
    .map((text): MadeUpRequest => {
      const end = text.indexOf('\r\n\r\n');
      return end < 0
        ? { head: text, body: '', isWhole: false }
        : { head: text.slice(0, end), body: text.slice(end + 4), isWhole: false };
    });
  return fc.oneof(
    { weight: 6, arbitrary: posts },
    { weight: 3, arbitrary: gets },
    { weight: 1, arbitrary: broken },
  );
}

function chunked(body: string): string {
  const size = Buffer.byteLength(body);
  return size === 0 ? '0\r\n\r\n' : `${size.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
}

/** Bodies of a POST: requests of GraphQL, such with odd members, any JSON, and damaged text. */
function bodies(document: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const member = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(null, '', [], {}));
  const values = fc.dictionary(
    fc.constantFrom('v0', 'v1', '__proto__', 'x'),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const asked = fc.record(
    {
      query: document,
      variables: fc.oneof(
        { weight: 3, arbitrary: values as fc.Arbitrary<unknown> },
        { weight: 1, arbitrary: member },
      ),
      operationName: fc.oneof(fc.constantFrom<unknown>('A', 'B', '', null, '__proto__'), member),
      extensions: fc.oneof(fc.constant<unknown>({}), persisted, member),
    },
    { requiredKeys: ['query'] },
  );
  return fc.oneof(
    { weight: 6, arbitrary: asked.map((request) => JSON.stringify(request)) },
    { weight: 2, arbitrary: damaged(asked.map((request) => JSON.stringify(request))) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  );
}

const persisted: fc.Arbitrary<unknown> = fc.record({
  persistedQuery: fc.record({
    version: fc.constantFrom<unknown>(1, 2, '1', null),
    sha256Hash: fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), fc.string()),
  }),
});

function addresses(document: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const parameter = fc.tuple(
    fc.constantFrom('query', 'query', 'variables', 'operationName', 'extensions', '__proto__', ''),
    fc.oneof(document, fc.json({ maxDepth: 2 })),
  );
  return fc
    .array(parameter, { maxLength: 4 })
    .map((all) => new URLSearchParams(all).toString().slice(0, 4_000));
}

const headers: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(
    'accept',
    'content-type',
    'origin',
    'authorization',
    'cookie',
    'x-request-id',
    'content-encoding',
    'traceparent',
    'causeway-debug',
    'x-forwarded-for',
    'if-none-match',
    'expect',
  ),
  fc.oneof(
    fc.constantFrom(
      'application/json',
      '*/*',
      'text/plain',
      'application/graphql-response+json',
      'null',
      'Bearer a.b.c',
      'plan',
      'gzip',
      '100-continue',
    ),
    fc.stringMatching(/^[\x21-\x7e][\x20-\x7e]{0,30}$/),
  ),
  { maxKeys: 4, noNullPrototype: true },
);
