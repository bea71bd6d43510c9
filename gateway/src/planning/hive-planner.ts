import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { QueryPlan as HivePlan } from '@graphql-hive/router-query-planner';
import { print } from 'graphql';
import { cancelled } from '../errors/cancelled.ts';
import { fromHivePlan } from './from-hive-plan.ts';
import type { PlannerReply, PlannerRequest } from './hive-planner-messages.ts';
import { type PlannerElsewhere, planElsewhere } from './plan-elsewhere.ts';
import type { Planner } from './planner.ts';
import { PlannerFailure } from './planner-failure.ts';
import type { QueryPlan } from './query-plan.ts';
import { PLANNING_DEADLINE_MS, tooComplex } from './too-complex.ts';

const ENTRY = fileURLToPath(new URL('./hive-planner-process.mjs', import.meta.url));
/**
 * Once its plans are kept, a gateway needs no planner: the process ends, and comes back when it does.
 * Soon, since it holds 50 MB of memory and comes back in some 40 ms.
 */
const IDLE_MS = 5_000;
/** A planner that does not heed the end of its time is killed after as long again. */
const KILL_AFTER_MS = PLANNING_DEADLINE_MS;
/**
 * Hive's planner, in a process of its own: it is native code, and a fault in it ends the process that it
 * runs in, which an operation that a client wrote can bring about. A plan takes a second at most. Rejects
 * with PlannerFailure when there is no binary for this platform, and when the planner cannot read the
 * supergraph, finds no plan or breaks down.
 */
export function createHivePlanner(supergraphSdl: string): Planner {
  const start = () => startProcess(supergraphSdl);
  return planElsewhere(start, start());
}

interface Waiting {
  resolve(plan: QueryPlan): void;
  reject(error: Error): void;
}

function startProcess(supergraphSdl: string): PlannerElsewhere {
  const child = fork(ENTRY, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  // It must not keep the gateway from ending.
  child.unref();
  child.channel?.unref();
  const waiting = new Map<number, Waiting>();
  const ready = Promise.withResolvers<void>();
  // Awaited by whoever plans; that may be nobody.
  ready.promise.catch(() => undefined);
  let hasEnded = false;
  let lastId = 0;
  // From when it has the supergraph, however long that takes to read.
  let idle: NodeJS.Timeout | undefined;

  const send = (request: PlannerRequest) => child.connected && child.send(request, () => undefined);
  child.on('message', (reply: PlannerReply) => {
    if (reply.kind === 'ready' || reply.kind === 'unusable') {
      idle = setTimeout(end, IDLE_MS).unref();
      return reply.kind === 'ready'
        ? ready.resolve()
        : ready.reject(new PlannerFailure(reply.reason));
    }
    const waiter = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.kind === 'failed') waiter?.reject(new PlannerFailure(reply.reason));
    else resolvePlan(waiter, reply.plan);
  });
  onceEnded(child, (how) => {
    hasEnded = true;
    clearTimeout(idle);
    const failure = new PlannerFailure(`Hive's planner ended with ${how}.`);
    ready.reject(failure);
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  });
  send({ kind: 'load', supergraphSdl });

  /** Nobody is to plan with it from now on, also before it is gone. */
  function end(): void {
    hasEnded = true;
    child.kill('SIGKILL');
  }

  return {
    get hasEnded() {
      return hasEnded;
    },
    end,
    async plan({ document, overridePercentage, signal }) {
      await ready.promise;
      if (signal.aborted) throw cancelled();
      idle?.refresh();
      lastId += 1;
      const id = lastId;
      const planned = new Promise<QueryPlan>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
      });
      send({ kind: 'plan', id, operation: print(document), overridePercentage });
      const deadline = setTimeout(() => giveUp(tooComplex()), PLANNING_DEADLINE_MS);
      const onAbort = () => giveUp(cancelled());
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        return await planned;
      } finally {
        clearTimeout(deadline);
        signal.removeEventListener('abort', onAbort);
      }

      function giveUp(error: Error): void {
        const waiter = waiting.get(id);
        if (waiter === undefined) return;
        waiter.reject(error);
        send({ kind: 'cancel', id });
        // What it answers now is for nobody; that it answers shows that it has stopped.
        const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref();
        const stopped = () => clearTimeout(kill);
        waiting.set(id, { resolve: stopped, reject: stopped });
      }
    },
  };
}

function resolvePlan(waiter: Waiting | undefined, plan: HivePlan): void {
  try {
    waiter?.resolve(fromHivePlan(plan));
  } catch (cause) {
    waiter?.reject(new PlannerFailure(String(cause), { cause }));
  }
}

function onceEnded(child: ChildProcess, ended: (how: string) => void): void {
  child.once('error', (error) => ended(error.message));
  child.once('exit', (code, signal) => ended(String(signal ?? code)));
}
