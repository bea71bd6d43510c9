import { connect, type Socket } from 'node:net';
import { type HttpMessage, readMessages } from '../http/read-messages.ts';

export interface LoadFigures {
  completed: number;
  /** Answers that were wrong, not 200, or never came. */
  failures: number;
  firstFailure: string | null;
  elapsedMs: number;
  /** Ascending. */
  latenciesMs: number[];
}

export interface LoadOptions {
  port: number;
  connections: number;
  durationMs: number;
  /** How long answers are awaited once no more requests are sent. */
  drainMs: number;
  /** The bytes of the next request. */
  nextRequest(): Buffer;
  /** What is wrong with an answer, or null. */
  findFault(message: HttpMessage): string | null;
}

/**
 * Sends requests over kept-alive connections, each as soon as the last was answered. Requests under way at
 * the end are awaited and counted, so that slow ones are not left out.
 */
export async function generateLoad(options: LoadOptions): Promise<LoadFigures> {
  const { connections, durationMs, drainMs } = options;
  const startedMs = performance.now();
  const figures = { completed: 0, failures: 0, firstFailure: null as string | null };
  const latenciesMs: number[] = [];
  const run: LoadRun = {
    options,
    endsMs: startedMs + durationMs,
    succeed(latencyMs) {
      figures.completed += 1;
      latenciesMs.push(latencyMs);
    },
    fail(reason) {
      figures.failures += 1;
      figures.firstFailure ??= reason;
    },
  };
  const clients = Array.from({ length: connections }, () => startClient(run));
  const timer = setTimeout(() => {
    for (const { socket } of clients) socket.destroy(new Error(`no answer for ${drainMs} ms`));
  }, durationMs + drainMs);
  await Promise.all(clients.map(({ done }) => done));
  clearTimeout(timer);
  const elapsedMs = performance.now() - startedMs;
  return { ...figures, elapsedMs, latenciesMs: latenciesMs.sort((a, b) => a - b) };
}

interface LoadRun {
  options: LoadOptions;
  endsMs: number;
  succeed(latencyMs: number): void;
  fail(reason: string): void;
}

/** One connection. It ends with the run, or when the gateway closes it. */
function startClient(run: LoadRun): { socket: Socket; done: Promise<void> } {
  const { options } = run;
  let sentMs: number | null = null;
  const send = () => {
    sentMs = performance.now();
    socket.write(options.nextRequest());
  };
  const receive = (message: HttpMessage) => {
    const nowMs = performance.now();
    const fault = options.findFault(message);
    if (fault === null) run.succeed(nowMs - (sentMs ?? nowMs));
    else run.fail(fault);
    sentMs = null;
    if (nowMs < run.endsMs) send();
    else socket.end();
  };
  const socket = connect({ host: '127.0.0.1', port: options.port, noDelay: true });
  const done = new Promise<void>((resolve) => {
    let reason = 'the gateway closed the connection';
    socket.on('connect', send).on('data', readMessages(receive));
    socket.on('error', (error) => {
      reason = error.message;
    });
    socket.on('close', () => {
      if (sentMs !== null || performance.now() < run.endsMs) run.fail(reason);
      resolve();
    });
  });
  return { socket, done };
}
