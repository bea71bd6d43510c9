import { isDeepStrictEqual } from 'node:util';
import type { HttpMessage } from '../http/read-messages.ts';

/** How an answer compares with the one that graphql-js gives on the data itself. */
export type AnswerVerdict =
  | { kind: 'same' }
  | { kind: 'other order'; path: string }
  | { kind: 'wrong'; reason: string };

export function judgeAnswer({ head, body }: HttpMessage, expected: unknown): AnswerVerdict {
  const status = statusOf(head);
  if (status !== 200) return wrong(`status ${status}: ${excerpt(body)}`);
  const answer = parseJson(body);
  if (answer?.errors !== undefined)
    return wrong(excerpt(Buffer.from(JSON.stringify(answer.errors))));
  if (!isDeepStrictEqual(answer?.data, expected)) return wrong(`other data: ${excerpt(body)}`);
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
    return verdict.kind === 'wrong' ? verdict.reason : null;
  };
}

/** GraphQL spec §7.2.2: fields come in the order in which the operation asks for them. */
function findOtherOrder(answer: unknown, expected: unknown, path: string): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const names = Object.keys(answer);
  const expectedNames = Object.keys(expected as object);
  if (names.some((name, index) => name !== expectedNames[index])) return path;
  for (const name of names) {
    const [a, b] = [answer, expected].map((parent) => (parent as Record<string, unknown>)[name]);
    const found = findOtherOrder(a, b, `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
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

function wrong(reason: string): AnswerVerdict {
  return { kind: 'wrong', reason };
}
