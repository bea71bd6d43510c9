import { connect as connectTcp, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import type { RawRequest } from './raw-request.ts';
import { type Answer, readAnswers } from './read-answers.ts';

/** What became of a request. */
export interface Exchange {
  readonly answers: readonly Answer[];
  /** All that came: to look for what should not have. */
  readonly text: string;
  readonly ended: Ending;
  readonly durationMs: number;
}

/**
 * `answered`: as many answers as were to come. `closed`: the server hung up before. `silent`: neither came
 * within the deadline. `held`: the request is one that waits, and nothing came for as long as it does.
 */
type Ending = 'answered' | 'closed' | 'silent' | 'held';

/** Sends a request on a connection of its own, and waits for its answers, for `deadlineMs` at most. */
export async function exchange(
  url: URL,
  request: RawRequest,
  deadlineMs: number,
): Promise<Exchange> {
  const startedMs = performance.now();
  const received = receive(openSocket(url), request);
  try {
    const patienceMs = request.holdMs ?? deadlineMs;
    const gaveUp = new AbortController();
    const ended = await Promise.race([
      received.ended,
      sleep(
        patienceMs,
        request.holdMs === undefined ? 'silent' : 'held',
        gaveUp,
      ) as Promise<Ending>,
    ]);
    gaveUp.abort();
    const { answers, text } = received.sofar();
    return { answers, text, ended, durationMs: performance.now() - startedMs };
  } finally {
    received.hangUp();
  }
}

export function openSocket(url: URL): Socket {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isTls = url.protocol === 'https:';
  const port = Number(url.port || (isTls ? 443 : 80));
  const socket = isTls ? connectTls({ host, port, servername: host }) : connectTcp({ host, port });
  return socket.setNoDelay(true);
}

function receive(socket: Socket, request: RawRequest) {
  const { answers: wanted = 1, isHead = false } = request;
  const chunks: Buffer[] = [];
  const ended = Promise.withResolvers<Ending>();
  let isEnded = false;
  const sofar = () => {
    const bytes = Buffer.concat(chunks);
    const { answers } = readAnswers(bytes, { isEnded, isHead });
    return { answers, text: bytes.toString('latin1') };
  };
  const end = () => {
    isEnded = true;
    ended.resolve(sofar().answers.length >= wanted ? 'answered' : 'closed');
  };
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    if (sofar().answers.length >= wanted) ended.resolve('answered');
  });
  // A reset is the server's way to hang up on somebody who still writes.
  socket.on('error', end).on('end', end).on('close', end);
  void write(socket, request);
  return { ended: ended.promise, sofar, hangUp: () => socket.destroy() };
}

/** Stops when the server hangs up: what is left of the request is of no use then. */
async function write(
  socket: Socket,
  { pieces, pauseMs, endsAfter = false }: RawRequest,
): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && pauseMs !== undefined) await sleep(pauseMs);
    if (socket.destroyed || !socket.writable) return;
    if (!socket.write(piece)) {
      await flushed(socket);
    }
  }
  if (endsAfter) socket.end();
}

/** Resolves when there is room for more, or nobody to read it. */
function flushed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      socket.off('drain', end).off('close', end);
      resolve();
    };
    socket.on('drain', end).on('close', end);
  });
}
