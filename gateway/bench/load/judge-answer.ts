import type { HttpMessage } from '../http/read-messages.ts';

/** How an answer compares with the one that graphql-js gives on the data itself. */
export type AnswerVerdict =
  | { kind: 'same' }
  | { kind: 'other order'; path: string }
  | { kind: 'other data'; difference: string }
  | { kind: 'no answer'; reason: string };

export function judgeAnswer({ head, body }: HttpMessage, expected: unknown): AnswerVerdict {
  const status = statusOf(head);
  if (status !== 200) return noAnswer(`status ${status}: ${excerpt(body)}`);
  const answer = parseJson(body);
  if (answer?.errors !== undefined)
    return noAnswer(excerpt(Buffer.from(JSON.stringify(answer.errors))));
  const difference = findDifference(answer?.data, expected, 'data');
  if (difference !== null) return { kind: 'other data', difference };
  const path = findOtherOrder(answer?.data, expected, 'data');
  return path === null ? { kind: 'same' } : { kind: 'other order', path };
}

/** Compares each answer with one known to be right: by bytes, which costs the load's core next to nothing. */
export function createAnswerCheck(
  right: HttpMessage | null,
): (message: HttpMessage) => string | null {
  const expected = right === null ? null : parseJson(right.body)?.data;
  return (message) => {
    if (statusOf(message.head) !== 200)
      return `status ${statusOf(message.head)}: ${excerpt(message.body)}`;
    if (right === null) {
      return message.body.includes('"errors"') ? excerpt(message.body) : null;
    }
    if (message.body.equals(right.body)) return null;
    const verdict = judgeAnswer(message, expected);
    if (verdict.kind === 'no answer') return verdict.reason;
    return verdict.kind === 'other data' ? verdict.difference : null;
  };
}

/** The first place where two values differ, the order of fields aside. */
function findDifference(answer: unknown, expected: unknown, path: string): string | null {
  if (Object.is(answer, expected)) return null;
  if (!isObject(answer) || !isObject(expected)) {
    return `${path} is ${JSON.stringify(answer)?.slice(0, 100)}, not ${JSON.stringify(expected)?.slice(0, 100)}`;
  }
  for (const name of new Set([...Object.keys(expected), ...Object.keys(answer)])) {
    const found = findDifference(answer[name], expected[name], `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

/** GraphQL spec §7.2.2: fields come in the order in which the operation asks for them. */
function findOtherOrder(answer: unknown, expected: unknown, path: string): string | null {
  if (!isObject(answer) || !isObject(expected)) return null;
  const names = Object.keys(answer);
  const expectedNames = Object.keys(expected);
  if (names.some((name, index) => name !== expectedNames[index])) return path;
  for (const name of names) {
    const found = findOtherOrder(answer[name], expected[name], `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function statusOf(head: string): number {
  return Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
}

function parseJson(body: Buffer): { data?: unknown; errors?: unknown } | null {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

function excerpt(body: Buffer): string {
  return body.subarray(0, 300).toString('utf8');
}

function noAnswer(reason: string): AnswerVerdict {
  return { kind: 'no answer', reason };
}
