import type { HttpMessage } from '../http/read-messages.ts';
import { startClient } from './start-client.ts';

/** A request, and what is known of its answer. */
export interface LoadRequest {
  readonly bytes: Buffer;
  /** What is wrong with an answer, or null. */
  findFault(message: HttpMessage): string | null;
}

export interface LoadFigures {
  completed: number;
  /** Answers that were wrong, not 200, or never came. */
  failures: number;
  firstFailure: string | null;
  elapsedMs: number;
  /** Ascending. */
  latenciesMs: number[];
  /** Of those that were refused for now, which is no failure; ascending. */
  refusedMs: number[];
}

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  nextRequest(): LoadRequest;
  /** How many requests are sent in a second; without it, each connection sends when it was answered. */
  readonly perSecond?: number;
  /** Whether connections that the gateway closes are opened again, as load balancers do. */
  readonly reconnects?: boolean;
  /** Whether an answer refuses a request for now. */
  isRefusal?(message: HttpMessage): boolean;
}

export interface RunningLoad {
  /** What has happened since it was last asked. */
  take(): LoadFigures;
  /** Sends no more, and awaits the answers that are missing, for so long at most. */
  stop(drainMs: number): Promise<LoadFigures>;
}

const PACE_MS = 5;

/**
 * Sends requests over kept-alive connections. Those under way at the end are awaited and counted, so that
 * slow ones are not left out.
 */
export function startLoad(options: LoadOptions): RunningLoad {
  const { connections, perSecond } = options;
  let figures = emptyFigures();
  let sinceMs = performance.now();
  const run = {
    isOver: false,
    succeed: (latencyMs: number) => {
      figures.completed += 1;
      figures.latenciesMs.push(latencyMs);
    },
    refuse: (latencyMs: number) => void figures.refusedMs.push(latencyMs),
    fail: (reason: string) => {
      figures.failures += 1;
      figures.firstFailure ??= reason;
    },
  };
  const clients = Array.from({ length: connections }, () => startClient(options, run));
  const pacer = perSecond === undefined ? undefined : pace(perSecond, clients);

  const take = () => {
    const nowMs = performance.now();
    const taken = { ...figures, elapsedMs: nowMs - sinceMs };
    sinceMs = nowMs;
    figures = emptyFigures();
    for (const times of [taken.latenciesMs, taken.refusedMs]) times.sort((a, b) => a - b);
    return taken;
  };
  return {
    take,
    async stop(drainMs) {
      run.isOver = true;
      clearInterval(pacer);
      const patience = setTimeout(() => {
        for (const client of clients) client.giveUp(`no answer for ${drainMs} ms`);
      }, drainMs);
      await Promise.all(clients.map((client) => client.finish()));
      clearTimeout(patience);
      return take();
    },
  };
}

/** Has clients that are idle send what is due, by the clock: what timers miss is made up for. */
function pace(perSecond: number, clients: readonly { sendIfIdle(): boolean }[]): NodeJS.Timeout {
  const startedMs = performance.now();
  let sent = 0;
  let turn = 0;
  return setInterval(() => {
    const due = ((performance.now() - startedMs) / 1_000) * perSecond;
    for (let tried = 0; sent < due && tried < clients.length; tried += 1) {
      turn = (turn + 1) % clients.length;
      if (clients[turn]?.sendIfIdle()) sent += 1;
    }
    // Whoever finds nobody idle has no more to send later for that.
    sent = Math.max(sent, Math.floor(due));
  }, PACE_MS);
}

function emptyFigures(): LoadFigures {
  return {
    ...{ completed: 0, failures: 0, firstFailure: null, elapsedMs: 0 },
    ...{ latenciesMs: [], refusedMs: [] },
  };
}
