import { Worker } from 'node:worker_threads';
import { print } from 'graphql';
import { cancelled } from '../errors/cancelled.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts';
import type {
  ApolloPlannerReply,
  ApolloPlannerRequest,
  ApolloPlannerStart,
} from './apollo-planner-messages.ts';
import { type PlannerElsewhere, planElsewhere } from './plan-elsewhere.ts';
import type { Planner } from './planner.ts';
import { PlannerFailure } from './planner-failure.ts';
import type { QueryPlan } from './query-plan.ts';
import { PLANNING_DEADLINE_MS, tooComplex } from './too-complex.ts';

const ENTRY = new URL('./apollo-planner-worker.ts', import.meta.url);
/** Half a supergraph in memory, for nothing once plans are kept or another supergraph is served. */
const IDLE_MS = 300_000;

/**
 * Apollo's planner, in a thread of its own: it plans for as long as an operation makes it, and heeds no
 * signal meanwhile. The thread starts with the first operation, and plans one after the other; it ends
 * when one takes too long or none has come for long, and the next operation starts another. Rejects with
 * PlannerFailure when the thread breaks down.
 */
export function createApolloPlanner({ sdl, overrideLabels }: LoadedSupergraph): Planner {
  const inThread = planElsewhere(() => startThread({ sdl, overrideLabels }));
  let lastTurn: Promise<unknown> = Promise.resolve();
  return {
    plan(operation) {
      const { signal } = operation;
      const planned = lastTurn.then(() => {
        if (signal.aborted) throw cancelled();
        return inThread.plan(operation);
      });
      lastTurn = planned.catch(() => undefined);
      return unlessAborted(planned, signal);
    },
    retire: () => inThread.retire(),
  };
}

/** Its `plan` is to be called when the one before is done. */
function startThread(workerData: ApolloPlannerStart): PlannerElsewhere {
  const worker = new Worker(ENTRY, { name: 'apollo-planner', workerData, execArgv: [] });
  const ready = Promise.withResolvers<void>();
  let waiting: PromiseWithResolvers<QueryPlan> | null = null;
  let hasEnded = false;
  const idle = setTimeout(() => end(new PlannerFailure('It was idle.')), IDLE_MS).unref();

  worker.on('message', (reply: ApolloPlannerReply) => {
    if (reply.kind === 'ready') ready.resolve();
    else if (reply.kind === 'planned') waiting?.resolve(reply.plan);
    else waiting?.reject(errorOf(reply));
  });
  worker.once('error', (cause) => end(new PlannerFailure("Apollo's planner broke.", { cause })));
  worker.once('exit', (code) => end(new PlannerFailure(`Apollo's planner ended with ${code}.`)));

  return {
    get hasEnded() {
      return hasEnded;
    },
    end: () => end(new PlannerFailure('It is not needed.')),
    async plan({ document, overridePercentage }) {
      idle.refresh();
      // It keeps the gateway from ending while it plans, not longer.
      worker.ref();
      try {
        // The time that it takes to start is not the operation's.
        await ready.promise;
        return await planInTime({ operation: print(document), overridePercentage });
      } finally {
        worker.unref();
      }
    },
  };

  async function planInTime(request: ApolloPlannerRequest): Promise<QueryPlan> {
    waiting = Promise.withResolvers();
    const stopWatch = endWhenLate();
    worker.postMessage(request);
    try {
      return await waiting.promise;
    } finally {
      stopWatch();
    }
  }

  /**
   * Ends the thread once it has computed for longer than a plan may take; returns what stops the watch. Time in
   * which a busy machine lets it wait is not the operation's.
   */
  function endWhenLate(): () => void {
    const before = worker.cpuUsage();
    const look = async () => {
      // It rejects when the thread has ended, of which others are told elsewhere.
      const used = await before.then((usage) => worker.cpuUsage(usage)).catch(() => null);
      const leftMs = used === null ? 0 : PLANNING_DEADLINE_MS - (used.user + used.system) / 1_000;
      if (isStopped) return;
      if (leftMs < 1) end(tooComplex());
      else timer = setTimeout(look, leftMs);
    };
    let isStopped = false;
    let timer = setTimeout(look, PLANNING_DEADLINE_MS);
    before.catch(() => undefined);
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }

  function end(error: Error): void {
    if (hasEnded) return;
    hasEnded = true;
    clearTimeout(idle);
    ready.reject(error);
    waiting?.reject(error);
    worker.terminate();
  }
}

function errorOf({ code, message, stack }: Extract<ApolloPlannerReply, { kind: 'failed' }>): Error {
  const cause = new Error(message);
  if (stack !== undefined) cause.stack = stack;
  return code === undefined ? cause : new GatewayError(code, message, { cause });
}

function unlessAborted<V>(promise: Promise<V>, signal: AbortSignal): Promise<V> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(cancelled());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
