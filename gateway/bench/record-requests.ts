import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender, GraphFiles } from './contenders/contender.ts';
import { startContender } from './contenders/start-contender.ts';
import { sendOnce } from './load/send-once.ts';
import type { SubgraphRecord, SubgraphServer } from './subgraphs/serve-subgraphs.ts';
import type { GraphqlRequest } from './workloads/workload.ts';

/** What `floors/io-floor.ts` replays. */
export interface Recording {
  /** Requests of a wave go out together, once those of the wave before are answered. */
  waves: readonly (readonly { subgraph: string; body: string }[])[];
  answer: string;
}

const DEADLINE_MS = 60_000;
const DELAY_MS = 60;

/** Notes which subgraph requests a gateway makes for one request, and in which order they wait for one another. */
export async function recordRequests(options: {
  contender: Contender;
  graph: GraphFiles;
  subgraphs: SubgraphServer;
  request: GraphqlRequest;
}): Promise<void> {
  const { contender, graph, subgraphs, request } = options;
  const running = await startContender({ contender, graph, nodeFlags: [] });
  try {
    // Plans and connections are made once.
    await sendOnce(running.port, request, DEADLINE_MS);
    const recorder = subgraphs.record(DELAY_MS);
    const { body } = await sendOnce(running.port, request, DEADLINE_MS);
    const recording: Recording = {
      waves: wavesOf(recorder.stop()),
      answer: body.toString('utf8'),
    };
    writeFileSync(join(graph.folder, `${contender.name}.json`), JSON.stringify(recording));
  } finally {
    await running.stop();
  }
}

/** Answers were late by `DELAY_MS`, so that a wave begins where no request came for a good part of it. */
function wavesOf(records: readonly SubgraphRecord[]): SubgraphRecord[][] {
  const waves: SubgraphRecord[][] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const record of records) {
    if (record.arrivedMs - lastMs > DELAY_MS / 2) waves.push([]);
    waves.at(-1)?.push(record);
    lastMs = record.arrivedMs;
  }
  return waves;
}
