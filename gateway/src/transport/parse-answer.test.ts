import { expect, test } from 'vitest';
import { parseAnswer } from './parse-answer.ts';

const answer = (text: string, status = 200) =>
  parseAnswer('catalog', {
    status,
    text,
    serverTiming: undefined,
  });

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
