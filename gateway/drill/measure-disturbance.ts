import { setTimeout as sleep } from 'node:timers/promises';
import { type LoadFigures, type LoadOptions, startLoad } from '../bench/load/start-load.ts';
import type { Room } from './open-room.ts';
import type { Latency, Outcome } from './scenario.ts';
import type { DrilledGateway } from './start-gateway.ts';

const LAST_ANSWERS_MS = 20_000;

/** What a disturbance has to say for itself. */
export type Findings = Partial<Pick<Outcome, 'notes' | 'problems'>>;

/**
 * Has clients ask a gateway, first in peace, then while something is done to it. They go on for a moment
 * after, since what was done may show late.
 */
export async function measureDisturbance(options: {
  room: Room;
  gateway: DrilledGateway;
  load?: Partial<LoadOptions>;
  disturb(): Promise<Findings>;
}): Promise<Outcome> {
  const { room, gateway, disturb } = options;
  const { port, process } = gateway;
  const { connections, nextRequest, scale } = room;
  const load = startLoad({
    ...{ port, connections, nextRequest, perSecond: scale.perSecond, reconnects: true },
    ...options.load,
  });
  await sleep(scale.steadyMs);
  // Until everything is planned and compiled.
  const warm = load.take();
  await sleep(scale.steadyMs);
  const before = load.take();
  const heapBefore = await process.heapBytes();
  process.resetLongestPause();
  const findings = await disturb();
  await sleep(scale.calmMs);
  const during = load.take();
  const longestPauseMs = await process.longestPauseMs();
  const heapAfter = await process.heapBytes();
  const last = await load.stop(LAST_ANSWERS_MS);
  const all = [warm, before, during, last];
  return {
    requests: sum(all.map(({ completed, failures }) => completed + failures)),
    failed: sum(all.map(({ failures }) => failures)),
    firstFailure: all.find(({ failures }) => failures > 0)?.firstFailure ?? null,
    before: latencyOf(before.latenciesMs),
    during: latencyOf(during.latenciesMs),
    longestPauseMs,
    heapBytes: { before: heapBefore, after: heapAfter },
    notes: [...(findings.notes ?? []), ...refusalsIn(all)],
    problems: findings.problems ?? [],
  };
}

/** `latenciesMs` are ascending. */
export function latencyOf(latenciesMs: readonly number[]): Latency {
  const quantile = (share: number) =>
    latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(share * latenciesMs.length))] ?? 0;
  return { p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}

function refusalsIn(all: readonly LoadFigures[]): string[] {
  const refused = sum(all.map(({ refusedMs }) => refusedMs.length));
  return refused === 0 ? [] : [`${refused} refused for now`];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
