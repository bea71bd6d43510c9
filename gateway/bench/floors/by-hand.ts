import { readFileSync } from 'node:fs';
import type { GraphSetup } from '../contenders/contender.ts';
import { answerByHand } from '../workloads/federated/by-hand.ts';
import { createSubgraphSender } from './create-subgraph-sender.ts';
import { serveAnswers } from './serve-answers.ts';

/** The service that a person would write for the `federated` operation if there were no gateway. */
const [setupFile = '', port] = process.argv.slice(2);
const setup: GraphSetup = JSON.parse(readFileSync(setupFile, 'utf8'));
const send = createSubgraphSender(setup);

serveAnswers(Number(port), async (body, headers) => {
  const { variables } = JSON.parse(body);
  // What the benchmark asks first is only whether it is there.
  const first = variables?.first ?? 0;
  const data = await answerByHand(first, (subgraph, request) => send(subgraph, request, headers));
  return Buffer.from(JSON.stringify({ data }));
});
