import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { openSocket } from '../http/exchange.ts';
import { type Answer, readAnswers } from '../http/read-answers.ts';
import type { InnocentWait, InnocentWork } from './innocent-client.ts';

const PERIOD_MS = 20;

const { href, request, body, patienceMs } = workerData as InnocentWork;
const port = parentPort;
if (port === null) throw new Error('This runs as a worker thread only.');
const url = new URL(href);
let socket = openSocket(url);
let wait = nothing();
let countsFromMs = 0;
let asked: (() => void) | null = null;

port.on('message', (message: 'reset' | 'read') => {
  if (message === 'reset') {
    wait = nothing();
    // What a request waited before is no fault of what comes now.
    countsFromMs = performance.now();
    port.postMessage('reset');
  } else asked = () => port.postMessage(wait);
});
await askOnAndOn();

/** One request after the other, on one connection as long as the server keeps it. */
async function askOnAndOn(): Promise<never> {
  for (;;) {
    // Who reads the wait has it with one request more than was under way by then.
    const tell = asked;
    const startedMs = performance.now();
    const fault = await askOnce();
    const tookMs = performance.now() - startedMs;
    wait = {
      requests: wait.requests + 1,
      worstMs: Math.max(wait.worstMs, performance.now() - Math.max(startedMs, countsFromMs)),
      faults: fault === null || wait.faults.length > 3 ? wait.faults : [...wait.faults, fault],
    };
    if (tell !== null) {
      asked = null;
      tell();
    }
    await sleep(Math.max(0, PERIOD_MS - tookMs));
  }
}

/** Gives what is wrong with the answer, or null. */
async function askOnce(): Promise<string | null> {
  if (socket.destroyed) socket = openSocket(url);
  const answer = await nextAnswer(socket);
  if (typeof answer === 'string') {
    socket.destroy();
    return answer;
  }
  if (answer.headers.get('connection') === 'close') socket.destroy();
  return answer.body === body ? null : `${answer.status} ${answer.body.slice(0, 200)}`;
}

/** The answer to a request, or why there is none. */
function nextAnswer(connection: Socket): Promise<Answer | string> {
  let received: Buffer = Buffer.alloc(0);
  return new Promise((resolve) => {
    const end = (outcome: Answer | string) => {
      clearTimeout(timer);
      connection.removeAllListeners();
      // Whatever becomes of a connection between requests, the next one tells.
      connection.on('error', () => connection.destroy());
      resolve(outcome);
    };
    const timer = setTimeout(() => end(`no answer within ${patienceMs} ms`), patienceMs);
    connection.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const [answer] = readAnswers(received, { isEnded: false }).answers;
      if (answer !== undefined) end(answer);
    });
    connection.on('error', (error) => end(String(error)));
    connection.on('close', () => end('the server hung up'));
    connection.write(request);
  });
}

function nothing(): InnocentWait {
  return { requests: 0, worstMs: 0, faults: [] };
}
