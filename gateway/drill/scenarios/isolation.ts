import { setTimeout as sleep } from 'node:timers/promises';
import { startLoad } from '../../bench/load/start-load.ts';
import { checked } from '../drilled-requests.ts';
import { measureDisturbance } from '../measure-disturbance.ts';
import type { Scenario } from '../scenario.ts';

/** So many requests wait for it within a second, until its circuit opens. */
const HANGING = 200;
const SUBGRAPH_TIMEOUT_MS = 2_000;

/** A subgraph hangs, and others ask it all the time; who does not ask it is watched. */
export const isolation: Scenario = {
  name: 'isolation',
  summary: 'a subgraph hangs while others are asked for',
  async run(room) {
    // Each request waits for itself.
    const settings = { shareInFlight: false, all: { timeoutMs: SUBGRAPH_TIMEOUT_MS } };
    const gateway = await room.startGateway({ settings });
    const innocent = await checked(room.graph, { query: '{ me { id fullName } }' });
    const hanging = await checked(room.graph, { query: '{ users { reviews { id } } }' });
    const { child } = room.subgraphs.alone.current();
    const outcome = await measureDisturbance({
      ...{ room, gateway, load: { nextRequest: () => innocent } },
      async disturb() {
        // It takes connections and requests, and answers nothing, as a process does that is stuck.
        child.kill('SIGSTOP');
        const others = startLoad({
          ...{ port: gateway.port, connections: HANGING, perSecond: HANGING, reconnects: true },
          // An error is what they are to get.
          nextRequest: () => ({ bytes: hanging.bytes, findFault: () => null }),
        });
        await sleep(room.scale.steadyMs + SUBGRAPH_TIMEOUT_MS);
        const { failures, firstFailure } = await others.stop(5 * SUBGRAPH_TIMEOUT_MS);
        child.kill('SIGCONT');
        const problems = failures === 0 ? [] : [`Not answered at all: ${firstFailure}`];
        return { problems };
      },
    }).finally(() => child.kill('SIGCONT'));
    const ratio = outcome.during.p99Ms / outcome.before.p99Ms;
    return { ...outcome, notes: [...outcome.notes, `p99 is ${ratio.toFixed(1)} times as long`] };
  },
};
