import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpMessage } from '../../bench/http/read-messages.ts';
import { type LoadOptions, startLoad } from '../../bench/load/start-load.ts';
import { latencyOf } from '../measure-disturbance.ts';
import type { Room } from '../open-room.ts';
import type { Outcome, Scenario } from '../scenario.ts';
import type { DrilledGateway } from '../start-gateway.ts';

const TIMES_CAPACITY = 4;
const MAX_WAIT_MS = 1_000;
const UNREADY_AFTER_MS = 1_000;
/** Beside as many as may wait, those that are under way, or being refused. */
const MORE_CONNECTIONS = 300;
/** As few as keep the gateway busy. */
const CAPACITY_CONNECTIONS = 10;
const PROBE_MS = 100;
const RECOVERY_MS = 20_000;
/** A pace has to be found, refusals have to come without a pause, and a busy machine takes its time for both. */
const UNREADY_WITHIN_MS = 30_000;

/** Several times as much is asked as can be answered, for a while. */
export const overload: Scenario = {
  name: 'overload',
  summary: `${TIMES_CAPACITY} times as much is asked as can be answered`,
  async run(room) {
    const settings = { overload: { maxWaitMs: MAX_WAIT_MS, unreadyAfterMs: UNREADY_AFTER_MS } };
    const gateway = await room.startGateway({ settings });
    let capacity = await measureCapacity(room, gateway);
    for (;;) {
      const { outcome, answeredPerSecond } = await overloadWith(room, gateway, capacity);
      // It could do more than it had shown, while it was new or the machine was busy with other things.
      if (answeredPerSecond < 2 * capacity.perSecond) return outcome;
      capacity = { ...capacity, perSecond: answeredPerSecond };
    }
  },
};

async function measureCapacity({ nextRequest, scale }: Room, { port }: DrilledGateway) {
  const load = startLoad({ port, connections: CAPACITY_CONNECTIONS, nextRequest, isRefusal });
  await sleep(2 * scale.steadyMs);
  load.take();
  await sleep(scale.steadyMs);
  const figures = load.take();
  await load.stop(RECOVERY_MS);
  return { ...figures, perSecond: (figures.completed / figures.elapsedMs) * 1_000 };
}

async function overloadWith(
  room: Room,
  gateway: DrilledGateway,
  capacity: Awaited<ReturnType<typeof measureCapacity>>,
): Promise<{ outcome: Outcome; answeredPerSecond: number }> {
  const { process, port } = gateway;
  const heapBefore = await process.heapBytes();
  process.resetLongestPause();
  const options: LoadOptions = {
    ...{ port, nextRequest: room.nextRequest, reconnects: true, isRefusal },
    perSecond: TIMES_CAPACITY * capacity.perSecond,
    connections: Math.ceil(capacity.perSecond * (MAX_WAIT_MS / 1_000)) + MORE_CONNECTIONS,
  };
  const load = startLoad(options);
  const probes = startProbes(gateway);
  await probes.untilUnready(UNREADY_WITHIN_MS);
  await sleep(room.scale.steadyMs);
  const figures = await load.stop(RECOVERY_MS);
  const seen = probes.stop();
  const recoveredMs = await untilReady(gateway);
  const answeredPerSecond = (figures.completed / figures.elapsedMs) * 1_000;
  const refused = latencyOf(figures.refusedMs);
  const outcome: Outcome = {
    requests: capacity.completed + figures.completed + figures.failures + figures.refusedMs.length,
    failed: capacity.failures + figures.failures,
    firstFailure: capacity.firstFailure ?? figures.firstFailure,
    before: latencyOf(capacity.latenciesMs),
    during: latencyOf(figures.latenciesMs),
    longestPauseMs: await process.longestPauseMs(),
    heapBytes: { before: heapBefore, after: await process.heapBytes() },
    notes: [
      `${capacity.perSecond.toFixed(0)} answered in a second before, ${answeredPerSecond.toFixed(0)} during`,
      `${figures.refusedMs.length} refused, p50 after ${refused.p50Ms.toFixed(0)} ms, p99 ${refused.p99Ms.toFixed(0)} ms`,
      `live answered ${seen.live} times, after ${seen.slowestMs.toFixed(0)} ms at the latest`,
      `ready again after ${(recoveredMs / 1_000).toFixed(1)} s`,
    ],
    problems: [
      ...(figures.refusedMs.length === 0 ? ['Nothing was refused.'] : []),
      ...(seen.unready === 0
        ? [`Ready did not say no within ${UNREADY_WITHIN_MS / 1_000} s.`]
        : []),
      ...(seen.dead > 0 ? [`Live did not answer ${seen.dead} times.`] : []),
    ],
  };
  return { outcome, answeredPerSecond };
}

/** A refusal counts as one if it says all that it has to. */
function isRefusal({ head, body }: HttpMessage): boolean {
  return (
    head.startsWith('HTTP/1.1 503') &&
    /\r\nretry-after: \d+/i.test(head) &&
    body.includes('"OVERLOADED"')
  );
}

function startProbes(gateway: DrilledGateway) {
  const seen = { live: 0, dead: 0, unready: 0, slowestMs: 0 };
  let isOver = false;
  const probe = async () => {
    while (!isOver) {
      const startedMs = performance.now();
      const status = await gateway.health('live').catch(() => 0);
      seen.slowestMs = Math.max(seen.slowestMs, performance.now() - startedMs);
      if (status === 200) seen.live += 1;
      else seen.dead += 1;
      if ((await gateway.health('ready').catch(() => 0)) === 503) seen.unready += 1;
      await sleep(PROBE_MS);
    }
  };
  void probe();
  return {
    async untilUnready(withinMs: number) {
      const endMs = performance.now() + withinMs;
      while (seen.unready === 0 && performance.now() < endMs) await sleep(PROBE_MS);
    },
    stop() {
      isOver = true;
      return seen;
    },
  };
}

async function untilReady(gateway: DrilledGateway): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const passedMs = performance.now() - startedMs;
    if ((await gateway.health('ready')) === 200) return passedMs;
    if (passedMs > RECOVERY_MS) throw new Error('It does not become ready again.');
    await sleep(PROBE_MS);
  }
}
