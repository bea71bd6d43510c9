import { expect, test } from 'vitest';
import { parseAnswer } from './parse-answer.ts';

const answer = (text: string, status = 200, contentType?: string) =>
  parseAnswer('catalog', { status, text, contentType });

test('takes a GraphQL body whatever the status', () => {
  const body = { errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] };
  expect(answer(JSON.stringify(body), 401)).toEqual(body);
});

test.each([
  '<html>502 Bad Gateway</html>',
  '',
  'null',
  '[]',
  '{}',
  '{"data":[]}',
  '{"data":"x"}',
  '{"errors":{}}',
  '{"errors":["x"]}',
  '{"errors":[{"extensions":{}}]}',
])('refuses %j, naming the subgraph and the status', (text) => {
  expect(() => answer(text, 502)).toThrow(
    expect.objectContaining({
      code: 'SUBGRAPH_BAD_RESPONSE',
      message: expect.stringMatching(/"catalog".*502/),
    }),
  );
});

const good = '{"data":{"a":1}}';

test.each([
  undefined,
  'application/json',
  'application/json; charset=utf-8',
  'application/graphql-response+json',
  'Application/JSON;charset=UTF-8',
])('takes the content type %j for JSON', (contentType) => {
  expect(answer(good, 200, contentType).data).toEqual({ a: 1 });
});

test.each(['text/html', 'text/plain; format=json', 'application/jsonp', 'multipart/mixed', ''])(
  'refuses the content type %j, whatever the body is',
  (contentType) => {
    expect(() => answer(good, 200, contentType)).toThrow('a content type that is not JSON');
  },
);

test('tells of a thousand errors of an answer, and how many more there were', () => {
  const errors = Array.from({ length: 100_000 }, (_, index) => ({ message: `${index}` }));
  const told = answer(JSON.stringify({ errors })).errors ?? [];
  expect(told).toHaveLength(1_001);
  expect(told.at(-2)?.message).toBe('999');
  expect(told.at(-1)?.message).toBe('Subgraph "catalog" reported 99000 more errors.');
});

test('bounds what an error says, and where', () => {
  const path = Array.from({ length: 100_000 }, () => 0);
  const told = answer(JSON.stringify({ errors: [{ message: 'x'.repeat(1_000_000), path }] }));
  expect(told.errors).toEqual([{ message: 'x'.repeat(4_096), extensions: {} }]);
});
