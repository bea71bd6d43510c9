import { readFileSync } from 'node:fs';
import type { GraphSetup } from '../contenders/contender.ts';
import type { Recording } from '../record-requests.ts';
import { createSubgraphSender } from './create-subgraph-sender.ts';
import { serveAnswers } from './serve-answers.ts';

/**
 * The floor: node:http in front, the subgraph requests of a recorded gateway behind, nothing in between. It
 * reads no GraphQL and no JSON.
 */
const [setupFile = '', recordingFile = '', port] = process.argv.slice(2);
const setup: GraphSetup = JSON.parse(readFileSync(setupFile, 'utf8'));
const { waves, answer }: Recording = JSON.parse(readFileSync(recordingFile, 'utf8'));
const prepared = Buffer.from(answer);
const send = createSubgraphSender(setup);

serveAnswers(Number(port), async (_body, headers) => {
  for (const wave of waves) {
    await Promise.all(wave.map(({ subgraph, body }) => send(subgraph, body, headers)));
  }
  return prepared;
});
