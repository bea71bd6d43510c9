import { expect, test } from 'vitest';
import { readAnswers } from './read-answers.ts';

const read = (text: string, options: { isEnded?: boolean; isHead?: boolean } = {}) => {
  const { answers, rest } = readAnswers(Buffer.from(text), { isEnded: false, ...options });
  return {
    answers: answers.map(({ status, body }) => [status, body]),
    rest: rest.toString('latin1'),
  };
};
const ok = 'HTTP/1.1 200 OK\r\n';

test('reads answers one after the other, by their length and in chunks, and what comes after them', () => {
  expect(
    read(
      `${ok}Content-Length: 3\r\n\r\nabc${ok}transfer-encoding: chunked\r\n\r\n2\r\nde\r\n1;x\r\nf\r\n0\r\n\r\nrest`,
    ),
  ).toEqual({
    answers: [
      [200, 'abc'],
      [200, 'def'],
    ],
    rest: 'rest',
  });
});

test('waits for what is missing, and takes it as it is once nothing more will come', () => {
  expect(read(`${ok}\r\nabc`).answers).toEqual([]);
  expect(read(`${ok}\r\nabc`, { isEnded: true }).answers).toEqual([[200, 'abc']]);
  expect(read(`${ok}content-length: 5\r\n\r\nabc`, { isEnded: true }).answers).toEqual([]);
  expect(read(`${ok}transfer-encoding: chunked\r\n\r\n5\r\nab`).answers).toEqual([]);
});

test('leaves out interim answers, and bodies where there are none', () => {
  expect(read(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n`).answers).toEqual([
    [204, ''],
  ]);
  expect(read(`${ok}content-length: 5\r\n\r\n`, { isHead: true }).answers).toEqual([[200, '']]);
});

test('takes what is no HTTP for nothing', () => {
  expect(read('SSH-2.0\r\n\r\n')).toEqual({ answers: [], rest: 'SSH-2.0\r\n\r\n' });
});

test('joins headers of the same name', () => {
  const { answers } = readAnswers(Buffer.from(`${ok}A: 1\r\na:2\r\nContent-Length: 0\r\n\r\n`), {
    isEnded: false,
  });
  expect(answers[0]?.headers.get('a')).toBe('1, 2');
});
