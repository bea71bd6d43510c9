import { sendOnce } from '../bench/load/send-once.ts';
import type { DrilledGateway } from './start-gateway.ts';
import { until } from './until.ts';

const ANSWER_DEADLINE_MS = 20_000;

/** Resolves when a gateway serves the supergraph of a round. */
export function untilRound({ port }: DrilledGateway, round: number): Promise<void> {
  const request = { query: `{ round${round} }` };
  return until(async () => {
    const { body } = await sendOnce(port, request, ANSWER_DEADLINE_MS);
    return body.includes(`{"data":{"round${round}":`);
  }, `The supergraph of round ${round} is not served.`);
}
