import { connect, type Socket } from 'node:net';
import { type HttpMessage, readMessages } from '../http/read-messages.ts';
import type { LoadOptions, LoadRequest } from './start-load.ts';

const RECONNECT_MS = 5;

/** The run that a client is part of. */
interface LoadRun {
  readonly isOver: boolean;
  succeed(latencyMs: number): void;
  refuse(latencyMs: number): void;
  fail(reason: string): void;
}

/** One connection, and those that come after it. */
export interface Client {
  /** Sends a request, unless one is under way or there is no connection. Tells whether it did. */
  sendIfIdle(): boolean;
  /** Counts what is under way as failed. */
  giveUp(reason: string): void;
  /** Resolves when the connection is closed and the run is over. */
  finish(): Promise<void>;
}

/**
 * Sends requests one after the other. A connection that is closed with a request under way has failed it;
 * `connection: close` is heeded, since a client that sends after it has itself to blame.
 */
export function startClient(options: LoadOptions, run: LoadRun): Client {
  const sendsAtOnce = options.perSecond === undefined;
  const finished = Promise.withResolvers<void>();
  let underWay: { request: LoadRequest; sentMs: number } | null = null;
  let isOpen = false;
  let hasSent = !sendsAtOnce;
  let socket = open();

  return {
    sendIfIdle() {
      if (!isOpen || underWay !== null) return false;
      send();
      return true;
    },
    giveUp: (reason) => socket.destroy(new Error(reason)),
    finish() {
      // Each sends once at least, however short the run.
      if (underWay === null && hasSent) socket.destroy();
      return finished.promise;
    },
  };

  function open(): Socket {
    const opened = connect({ host: '127.0.0.1', port: options.port, noDelay: true });
    let reason = 'the gateway closed the connection';
    opened.on('connect', () => {
      isOpen = true;
      if (sendsAtOnce) send();
    });
    opened.on('data', readMessages(receive));
    opened.on('error', (error) => {
      reason = error.message;
    });
    opened.on('close', () => closed(reason));
    return opened;
  }

  function send(): void {
    if (run.isOver && hasSent) return void socket.end();
    hasSent = true;
    const request = options.nextRequest();
    underWay = { request, sentMs: performance.now() };
    socket.write(request.bytes);
  }

  function receive(message: HttpMessage): void {
    if (underWay === null) {
      run.fail('an answer that nobody asked for');
      return;
    }
    const { request, sentMs } = underWay;
    const latencyMs = performance.now() - sentMs;
    underWay = null;
    const isRefused = options.isRefusal?.(message) === true;
    const fault = isRefused ? null : request.findFault(message);
    if (fault !== null) run.fail(fault);
    else if (isRefused) run.refuse(latencyMs);
    else run.succeed(latencyMs);
    if (run.isOver || (options.reconnects && saysClose(message))) {
      isOpen = false;
      socket.end();
    } else if (sendsAtOnce) send();
  }

  function closed(reason: string): void {
    isOpen = false;
    if (underWay !== null || (!run.isOver && !options.reconnects)) run.fail(reason);
    underWay = null;
    if (run.isOver || !options.reconnects) finished.resolve();
    else setTimeout(reopen, RECONNECT_MS);
  }

  function reopen(): void {
    if (run.isOver) finished.resolve();
    else socket = open();
  }
}

function saysClose({ head }: HttpMessage): boolean {
  return /\r\nconnection: close\b/i.test(head);
}
