import type { HostileCase } from '../groups/group.ts';
import { type Exchange, exchange } from '../http/exchange.ts';
import { codesIn, type Judgement, judgeExchange } from '../judge/judge-exchange.ts';
import type { InnocentClient, InnocentWait } from './innocent-client.ts';

/** What came of a case. */
export interface CaseReport {
  readonly name: string;
  readonly known: string | undefined;
  /** The longest that an answer took, or the wait for none. */
  readonly answerMs: number;
  /** What was answered, such as `400 MAX_DEPTH_LIMIT`, each once. */
  readonly outcomes: readonly string[];
  readonly innocent: InnocentWait;
  /** What is wrong; nothing if the case passed. */
  readonly faults: readonly string[];
}

export interface Trial {
  readonly url: URL;
  readonly innocent: InnocentClient;
  readonly judgement: Judgement;
  readonly deadlineMs: number;
  /** Innocent clients may not wait longer. */
  readonly patienceMs: number;
}

/** Sends what is hostile, while an innocent client goes on asking, and judges what comes. */
export async function runCase(hostile: HostileCase, trial: Trial): Promise<CaseReport> {
  const { url, innocent, judgement, deadlineMs, patienceMs } = trial;
  const requests = [hostile.request()].flat();
  await innocent.reset();
  const exchanges = await Promise.all(
    requests.map((request) => exchange(url, request, deadlineMs)),
  );
  const wait = await innocent.read();
  const faults = exchanges.flatMap((came, index) =>
    judgeExchange(hostile, requests[index] ?? { pieces: [] }, came, judgement),
  );
  return {
    name: hostile.name,
    known: hostile.known,
    answerMs: Math.max(...exchanges.map(({ durationMs }) => durationMs)),
    outcomes: distinct(exchanges.flatMap(outcomesOf)),
    innocent: wait,
    faults: distinct([...faults, ...faultsOfInnocent(wait, patienceMs)]),
  };
}

function outcomesOf({ answers, ended }: Exchange): string[] {
  if (answers.length === 0) return [ended];
  return answers.map(({ status, body }) => [status, ...codesIn(body).slice(0, 1)].join(' '));
}

function faultsOfInnocent({ worstMs, faults }: InnocentWait, patienceMs: number): string[] {
  const failed = faults.map((fault) => `an innocent request fails: ${fault}`);
  if (worstMs <= patienceMs) return failed;
  return [...failed, `an innocent request waits ${Math.round(worstMs)} ms`];
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
