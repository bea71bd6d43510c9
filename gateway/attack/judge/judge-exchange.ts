import type { Expectation, HostileCase } from '../groups/group.ts';
import type { Exchange } from '../http/exchange.ts';
import type { RawRequest } from '../http/raw-request.ts';
import type { Answer } from '../http/read-answers.ts';
import { findLeaks } from './find-leaks.ts';

export interface Judgement {
  /** Whether statuses and codes must be those that the case names, and not only of that kind. */
  readonly isExact: boolean;
  /** The body of an answer to an innocent request. */
  readonly innocentBody: string;
}

/** Names everything that is wrong with what came of a hostile request. */
export function judgeExchange(
  { expect, findFault }: HostileCase,
  request: RawRequest,
  exchange: Exchange,
  judgement: Judgement,
): string[] {
  const { answers, text, ended } = exchange;
  const { answers: wanted = 1 } = request;
  const faults = [...faultsOfEnding(expect, exchange), ...findLeaks(text)];
  if (answers.length > wanted) faults.push(`answers ${answers.length} times, and not ${wanted}`);
  for (const answer of answers) {
    faults.push(...faultsOfForm(answer, request), ...faultsOfOutcome(expect, answer, judgement));
  }
  const further = ended === 'silent' ? null : (findFault?.(exchange) ?? null);
  return further === null ? faults : [...faults, further];
}

function faultsOfEnding({ kind }: Expectation, { ended, answers, durationMs }: Exchange): string[] {
  const mayHangUp = kind === 'tolerated' || kind === 'cut off';
  switch (ended) {
    case 'answered':
      return [];
    case 'closed':
      return answers.length > 0 || mayHangUp ? [] : ['hangs up without an answer'];
    case 'silent':
      return [`gives no answer within ${Math.round(durationMs)} ms`];
    case 'held':
      return kind === 'cut off' ? [`is still patient after ${Math.round(durationMs)} ms`] : [];
  }
}

/** What holds for every answer: no fault of the server, and what clients of GraphQL can read. */
function faultsOfForm({ status, headers, body }: Answer, { isHead }: RawRequest): string[] {
  if (status >= 500) return [`answers ${status}: ${body.slice(0, 200)}`];
  if (isHead || status < 200 || (status >= 300 && status < 400) || body === '') return [];
  const isJson = headers.get('content-type')?.includes('json') ?? false;
  if (!isJson) return status < 400 ? [] : [`answers ${status} with ${headers.get('content-type')}`];
  const result = tryToParse(body);
  if (result === null) return [`answers ${status} with what is no JSON: ${body.slice(0, 200)}`];
  const uncoded = (result.errors ?? []).find(
    ({ extensions }) => typeof extensions?.code !== 'string',
  );
  if (uncoded !== undefined) return [`answers with an error without a code: ${uncoded.message}`];
  return status >= 400 && codesIn(body).length === 0 ? [`answers ${status} without a code`] : [];
}

function faultsOfOutcome(
  expect: Expectation,
  { status, body }: Answer,
  { isExact, innocentBody }: Judgement,
): string[] {
  switch (expect.kind) {
    case 'tolerated':
      return [];
    case 'answered':
      return status === 200 && body === innocentBody
        ? []
        : [`is not answered: ${told(status, body)}`];
    case 'cut off':
      return status >= 400 ? [] : [`answers what is no request: ${told(status, body)}`];
    case 'refused': {
      if (status < 400) return [`does not refuse: ${told(status, body)}`];
      if (!isExact) return [];
      const isNamed = expect.codes.length === 0 || expect.codes.includes(codesIn(body)[0] ?? '');
      return expect.status.includes(status) && isNamed
        ? []
        : [
            `refuses otherwise than with ${[...expect.status, ...expect.codes].join(' ')}: ${told(status, body)}`,
          ];
    }
  }
}

/** The codes of the errors in the body of an answer, in their order. */
export function codesIn(body: string): string[] {
  return (tryToParse(body)?.errors ?? []).map(({ extensions }) => String(extensions?.code));
}

interface GraphqlResult {
  data?: unknown;
  errors?: readonly { message: string; extensions?: { code?: unknown } }[];
}

function tryToParse(body: string): GraphqlResult | null {
  try {
    const result = JSON.parse(body);
    return typeof result === 'object' ? result : null;
  } catch {
    return null;
  }
}

function told(status: number, body: string): string {
  return `${status} ${body.slice(0, 200)}`;
}
