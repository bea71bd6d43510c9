import { rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeSupergraph } from '@causeway/schema-kit';
import { type LoadRequest, type RunningLoad, startLoad } from '../../bench/load/start-load.ts';
import { prepareNewOperations } from '../drilled-requests.ts';
import { latencyOf } from '../measure-disturbance.ts';
import type { Room } from '../open-room.ts';
import type { Outcome, Scenario } from '../scenario.ts';
import type { DrilledGateway } from '../start-gateway.ts';
import { untilRound } from '../until-round.ts';

const TYPES = 300;
const MOST_SWAPS = 20;
const WINDOW_MS = 100;
/** What comes to be seen of a swap comes so much later at the most. */
const SEEN_MS = 200;
const AFTER_MS = 1_000;
const LAST_ANSWERS_MS = 20_000;

/** Swaps in a graph of realistic size, with hundreds of operations in use: what the second after one costs. */
export const swaps: readonly Scenario[] = [
  swap('swap-warm', 'the operations in use are planned on the next supergraph first', {}),
  swap('swap-cold', 'they are not', { warmUp: { operations: 0 } }),
];

function swap(name: string, how: string, settings: Record<string, unknown>): Scenario {
  return {
    name,
    summary: `supergraphs of ${TYPES} types are swapped, and ${how}`,
    async run(room) {
      const supergraphOf = composeLarge(room);
      const gateway = await room.startGateway({ settings });
      await put(gateway, supergraphOf(0));
      const nextRequest = inTurn(await prepareNewOperations(room.graph));
      const { port, process } = gateway;
      const { connections, scale } = room;
      const load = startLoad({
        ...{ port, connections, nextRequest, perSecond: scale.perSecond, reconnects: true },
      });
      await untilRound(gateway, 0);
      await sleep(scale.steadyMs);
      const windows = watch(load);
      const servedAfterMs: number[] = [];
      const heapBefore = await process.heapBytes();
      await sleep(scale.steadyMs);
      process.resetLongestPause();
      for (let round = 1; round <= Math.min(scale.swaps, MOST_SWAPS); round += 1) {
        windows.enter('getting ready');
        const putAtMs = performance.now();
        await put(gateway, supergraphOf(round));
        await untilRound(gateway, round);
        servedAfterMs.push(performance.now() - putAtMs);
        windows.enter('after', SEEN_MS);
        await sleep(AFTER_MS);
        windows.enter('steady');
        await sleep(scale.steadyMs);
      }
      const longestPauseMs = await process.longestPauseMs();
      const heapAfter = await process.heapBytes();
      await windows.stop();
      const last = await load.stop(LAST_ANSWERS_MS);
      const outcome = outcomeOf(windows, last.failures, {
        longestPauseMs,
        heapBytes: { before: heapBefore, after: heapAfter },
      });
      return { ...outcome, notes: [...outcome.notes, tellServed(servedAfterMs)] };
    },
  };
}

type Phase = 'steady' | 'getting ready' | 'after';

interface Window {
  phase: Phase;
  readonly endedAtMs: number;
  readonly figures: ReturnType<RunningLoad['take']>;
}

interface Windows {
  readonly all: readonly Window[];
  /** What comes from now on belongs to a phase, and so does what came in the last while. */
  enter(phase: Phase, reachesBackMs?: number): void;
  stop(): Promise<void>;
}

function watch(load: RunningLoad): Windows {
  const all: Window[] = [];
  let phase: Phase = 'steady';
  const take = () => {
    all.push({ phase, endedAtMs: performance.now(), figures: load.take() });
  };
  const timer = setInterval(take, WINDOW_MS);
  return {
    all,
    enter(next, reachesBackMs = 0) {
      take();
      phase = next;
      const sinceMs = performance.now() - reachesBackMs;
      for (const window of all) if (window.endedAtMs > sinceMs) window.phase = next;
    },
    async stop() {
      clearInterval(timer);
      take();
    },
  };
}

function outcomeOf(
  { all }: Windows,
  lastFailures: number,
  rest: Pick<Outcome, 'longestPauseMs' | 'heapBytes'>,
): Outcome {
  const failures = all.reduce((sum, { figures }) => sum + figures.failures, lastFailures);
  const completed = all.reduce((sum, { figures }) => sum + figures.completed, 0);
  const latenciesIn = (phase: Phase) =>
    all
      .flatMap((window) => (window.phase === phase ? window.figures.latenciesMs : []))
      .sort((a, b) => a - b);
  const tell = (phase: Phase) => {
    const latencies = latenciesIn(phase);
    const { p50Ms, p99Ms } = latencyOf(latencies);
    const figures = [p50Ms, p99Ms, latencies.at(-1) ?? 0].map((ms) => ms.toFixed(1));
    return `${phase}: p50, p99 and longest of ${latencies.length} requests ${figures.join(', ')} ms`;
  };
  return {
    requests: completed + failures,
    failed: failures,
    firstFailure: all.find(({ figures }) => figures.failures > 0)?.figures.firstFailure ?? null,
    before: latencyOf(latenciesIn('steady')),
    during: latencyOf(latenciesIn('after')),
    notes: [tell('steady'), tell('getting ready'), tell('after')],
    problems: [],
    ...rest,
  };
}

function tellServed(servedAfterMs: readonly number[]): string {
  const { p50Ms } = latencyOf(servedAfterMs.toSorted((a, b) => a - b));
  const longest = Math.max(...servedAfterMs);
  return `${servedAfterMs.length} served ${p50Ms.toFixed(0)} ms (p50) after they were written, ${longest.toFixed(0)} ms at the latest`;
}

/** The drill's graph and so many types more, composed once: rounds differ in the name of a field. */
function composeLarge({ graph: { setup } }: Room): (round: number) => string {
  const more = Array.from({ length: TYPES }, (_, index) => {
    const next = `Part${(index + 1) % TYPES}`;
    const fields = Array.from({ length: 8 }, (_, field) => `field${field}(first: Int): String`);
    return `type Part${index} { id: ID! next: ${next} ${fields.join(' ')} }`;
  });
  const extension = `extend type Query { round0: Int parts: Part0 }\n${more.join('\n')}`;
  const { supergraphSdl } = composeSupergraph({
    subgraphs: setup.subgraphs.map(({ name, url, sdl }, index) => ({
      ...{ name, url },
      typeDefs: index === 0 ? `${sdl}\n${extension}` : sdl,
    })),
  });
  return (round) => supergraphSdl.replace('round0: Int', `round${round}: Int`);
}

async function put({ supergraphFile }: DrilledGateway, text: string): Promise<void> {
  await writeFile(`${supergraphFile}.next`, text);
  await rename(`${supergraphFile}.next`, supergraphFile);
}

function inTurn(requests: readonly LoadRequest[]): () => LoadRequest {
  let count = 0;
  return () => {
    count += 1;
    return requests[count % requests.length] as LoadRequest;
  };
}
