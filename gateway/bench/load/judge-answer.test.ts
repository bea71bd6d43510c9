import { expect, test } from 'vitest';
import { createAnswerCheck, judgeAnswer } from './judge-answer.ts';

const answer = (body: unknown, status = 200) => ({
  head: `HTTP/1.1 ${status} Some\r\ncontent-type: application/json`,
  body: Buffer.from(JSON.stringify(body)),
});
const expected = { users: [{ id: '1', name: null }] };

test('finds the same data the same', () => {
  expect(judgeAnswer(answer({ data: expected }), expected)).toEqual({ kind: 'same' });
});

test('tells where fields come in another order', () => {
  const data = { users: [{ name: null, id: '1' }] };
  const verdict = judgeAnswer(answer({ data }), expected);
  expect(verdict).toEqual({ kind: 'other order', path: 'data.users.0' });
});

test.each([
  [{ users: [{ id: '2', name: null }] }, 'data.users.0.id is "2", not "1"'],
  [{ users: [{ id: '1' }] }, 'data.users.0.name is undefined, not null'],
  [{ users: null }, 'data.users is null, not [{"id":"1","name":null}]'],
])('tells where data differ: %j', (data, difference) => {
  const verdict = judgeAnswer(answer({ data }), expected);
  expect(verdict).toEqual({ kind: 'other data', difference });
});

test('takes errors, and any status but 200, for no answer', () => {
  const withErrors = answer({ data: expected, errors: [{ message: 'no' }] });
  expect(judgeAnswer(withErrors, expected).kind).toBe('no answer');
  expect(judgeAnswer(answer({ data: expected }, 500), expected).kind).toBe('no answer');
});

test('lets answers pass that say the same in other bytes, and none that say something else', () => {
  const check = createAnswerCheck(answer({ data: expected }));
  expect(check(answer({ data: expected, extensions: {} }))).toBeNull();
  expect(check(answer({ data: { users: [] } }))).toBe(
    'data.users.0 is undefined, not {"id":"1","name":null}',
  );
});
