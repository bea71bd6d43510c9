import fc from 'fast-check';
import { tolerated } from '../attack/groups/group.ts';
import { exchange } from '../attack/http/exchange.ts';
import { post } from '../attack/http/graphql-request.ts';
import type { RawRequest } from '../attack/http/raw-request.ts';
import { judgeExchange } from '../attack/judge/judge-exchange.ts';
import { type InnocentWait, startInnocentClient } from '../attack/run/innocent-client.ts';
import type { Target } from '../attack/target/target.ts';
import { type MadeUpRequest, requests } from './generate/requests.ts';

export interface FuzzOptions {
  readonly target: Target;
  readonly seed: number;
  /** Where one request is found again, as the report of its failure told. */
  readonly only?: string | undefined;
  readonly mostRequests: number;
  readonly durationMs: number;
  readonly deadlineMs: number;
}

export interface FuzzReport {
  readonly requests: number;
  readonly slowestMs: number;
  readonly innocent: InnocentWait;
  /** What went wrong, with the smallest request that does it; null if nothing. */
  readonly failure: { seed: number; only: string; request: MadeUpRequest; fault: string } | null;
}

/** Sends requests that are made up by chance, one after the other, while an innocent client goes on asking. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { target, seed, only, mostRequests, durationMs, deadlineMs } = options;
  const innocent = startInnocent(target, deadlineMs);
  let sent = 0;
  let slowestMs = 0;
  const property = fc.asyncProperty(requests(target, namesOf(target)), async (request) => {
    const { faults, tookMs } = await tryRequest(request, target, deadlineMs);
    sent += 1;
    slowestMs = Math.max(slowestMs, tookMs);
    if (faults.length > 0) throw new Error(faults.join('; '));
  });
  try {
    await innocent.reset();
    const found = await fc.check(property, {
      ...{ seed, numRuns: mostRequests, interruptAfterTimeLimit: durationMs },
      ...(only !== undefined && { path: only }),
    });
    const failure = found.failed && found.counterexample !== null ? failureOf(found) : null;
    return { requests: sent, slowestMs, innocent: await innocent.read(), failure };
  } finally {
    await innocent.stop();
  }
}

function failureOf(found: fc.RunDetails<[MadeUpRequest]>): FuzzReport['failure'] {
  const [request] = found.counterexample as [MadeUpRequest];
  const fault = String((found.errorInstance as Error | null)?.message ?? 'no reason is known');
  return { seed: found.seed, only: String(found.counterexamplePath), request, fault };
}

async function tryRequest(
  { head, body, isWhole }: MadeUpRequest,
  { url, innocent }: Target,
  deadlineMs: number,
): Promise<{ faults: string[]; tookMs: number }> {
  const request: RawRequest = {
    pieces: [Buffer.from(`${head}\r\n\r\n${body}`)],
    isHead: head.startsWith('HEAD'),
    // What was damaged may be two requests, or half of one, which the end of it shows.
    ...(!isWhole && { answers: Number.POSITIVE_INFINITY, endsAfter: true }),
  };
  const came = await exchange(url, request, deadlineMs);
  const hostile = { name: 'by chance', request: () => request, expect: tolerated };
  const faults = judgeExchange(hostile, request, came, {
    isExact: false,
    innocentBody: innocent.body,
  });
  if (isWhole && came.ended === 'closed' && came.answers.length === 0) faults.push('hangs up');
  return { faults, tookMs: came.durationMs };
}

/** What generated documents are made of: names that the graph has. */
function namesOf({ shape }: Target): string[] {
  const { path, leaf, cycle, typeName, mutation } = shape;
  return [...new Set([...path, leaf, ...cycle, typeName, mutation, 'Query', 'id'])];
}

function startInnocent(target: Target, patienceMs: number) {
  const { query, body } = target.innocent;
  const [request] = post(target, { query }).pieces as readonly [Uint8Array];
  return startInnocentClient({ href: target.url.href, request, body, patienceMs });
}
