import type { Contender } from './contenders/contender.ts';
import { type RunningContender, startContender } from './contenders/start-contender.ts';
import type { HttpMessage } from './http/read-messages.ts';
import { encodeRequest } from './load/encode-request.ts';
import { generateLoad } from './load/generate-load.ts';
import { createAnswerCheck, judgeAnswer } from './load/judge-answer.ts';
import { sendOnce } from './load/send-once.ts';
import type { LoadFigures } from './load/start-load.ts';
import type { PreparedGraph } from './prepare-graph.ts';
import type { SubgraphServer } from './subgraphs/serve-subgraphs.ts';
import type { Workload } from './workloads/workload.ts';

/** What one gateway did in one round. */
export interface Figures {
  requests: number;
  failures: number;
  firstFailure: string | null;
  requestsPerSecond: number;
  /** Of all its threads. */
  cpuMsPerRequest: number;
  /** Cores that it kept busy; where it is far below what it has, something else was the limit. */
  busy: number;
  /** Cores that load and subgraphs kept busy. */
  loadBusy: number;
  /** CPU time of the busiest of its processes, as a share of all. */
  largestShare: number;
  p50Ms: number;
  p99Ms: number;
  peakMemoryBytes: number;
  subgraphRequestsPerRequest: number;
  longestPauseMs: number | null;
  /** What is to be known of its answer, if anything. */
  notes: readonly string[];
}

export interface MeasureOptions {
  contender: Contender;
  workload: Workload;
  graph: PreparedGraph;
  subgraphs: SubgraphServer;
  nodeFlags: readonly string[];
  connections: number;
  warmupMs: number;
  durationMs: number;
}

const FIRST_ANSWER_MS = 120_000;
const DRAIN_MS = 120_000;

/** Starts a gateway, checks its answer, warms it up, loads it and stops it. Throws when it has no answer. */
export async function measureContender(options: MeasureOptions): Promise<Figures> {
  const running = await startContender(options);
  try {
    const notes: string[] = [];
    const right = await checkFirstAnswer(options, running, notes);
    const load = createLoad(options, running, right);
    await load(options.warmupMs);
    options.subgraphs.resetCount();
    running.resetLongestPause();
    const before = running.usage();
    const loadBefore = process.cpuUsage();
    const figures = await load(options.durationMs);
    const loadCpu = process.cpuUsage(loadBefore);
    const after = running.usage();
    const count = options.subgraphs.count();
    if (count.withoutHeaders > 0) notes.push('does not forward headers');
    const cpuMsOfEach = after.map(({ cpuMs }, index) => cpuMs - (before[index]?.cpuMs ?? 0));
    const cpuMs = sum(cpuMsOfEach);
    return {
      ...summaryOf(figures, cpuMs),
      loadBusy: (loadCpu.user + loadCpu.system) / 1_000 / figures.elapsedMs,
      largestShare: Math.max(...cpuMsOfEach) / cpuMs,
      peakMemoryBytes: sum(after.map(({ peakMemoryBytes }) => peakMemoryBytes)),
      subgraphRequestsPerRequest: count.requests / (figures.completed + figures.failures),
      longestPauseMs: await running.longestPauseMs(),
      notes,
    };
  } finally {
    await running.stop();
  }
}

/** The answer that all others are compared with, where they are all the same. */
async function checkFirstAnswer(
  { workload, graph }: MeasureOptions,
  { port }: RunningContender,
  notes: string[],
): Promise<HttpMessage | null> {
  const request = workload.requestAt(0);
  const expected = await graph.answer(request);
  const answer = await sendOnce(port, request, FIRST_ANSWER_MS);
  const verdict = judgeAnswer(answer, expected);
  switch (verdict.kind) {
    case 'no answer':
      throw new Error(`does not answer: ${verdict.reason}`);
    case 'other data':
      notes.push(`WRONG DATA: ${verdict.difference}`);
      break;
    case 'other order':
      notes.push(`other field order at ${verdict.path}`);
      break;
    case 'same':
  }
  return workload.sameAnswer ? answer : null;
}

function createLoad(
  { workload, connections }: MeasureOptions,
  { port }: RunningContender,
  right: HttpMessage | null,
): (durationMs: number) => Promise<LoadFigures> {
  const first = encodeRequest(workload.requestAt(0));
  // Request 0 was the one that was checked.
  let index = 0;
  const nextRequest = () => {
    index += 1;
    const bytes = isRepeated(workload) ? first : encodeRequest(workload.requestAt(index));
    return { bytes, findFault };
  };
  const findFault = createAnswerCheck(right);
  return (durationMs) =>
    generateLoad({ port, connections, durationMs, drainMs: DRAIN_MS, nextRequest });
}

function isRepeated({ requestAt }: Workload): boolean {
  return JSON.stringify(requestAt(0)) === JSON.stringify(requestAt(1));
}

function summaryOf(load: LoadFigures, cpuMs: number) {
  const { completed, failures, firstFailure, elapsedMs, latenciesMs } = load;
  const quantile = (share: number) =>
    latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(share * latenciesMs.length))] ?? 0;
  return {
    requests: completed,
    ...{ failures, firstFailure },
    requestsPerSecond: (completed / elapsedMs) * 1_000,
    cpuMsPerRequest: cpuMs / completed,
    busy: cpuMs / elapsedMs,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
