import { setTimeout as sleep } from 'node:timers/promises';
import { sendOnce } from '../bench/load/send-once.ts';
import type { DrilledGateway } from './start-gateway.ts';

const POLL_MS = 50;
const DEADLINE_MS = 20_000;

/** Resolves when a gateway serves the supergraph of a round. */
export async function untilRound({ port }: DrilledGateway, round: number): Promise<void> {
  const request = { query: `{ round${round} }` };
  const deadlineMs = performance.now() + DEADLINE_MS;
  while (performance.now() < deadlineMs) {
    const { body } = await sendOnce(port, request, DEADLINE_MS);
    if (body.includes(`{"data":{"round${round}":`)) return;
    await sleep(POLL_MS);
  }
  throw new Error(`The supergraph of round ${round} is not served.`);
}
