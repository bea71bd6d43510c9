import type { Contender } from './contenders/contender.ts';
import { type Figures, type MeasureOptions, measureContender } from './measure-contender.ts';
import { type PreparedGraph, prepareGraph } from './prepare-graph.ts';
import { recordRequests } from './record-requests.ts';
import { answerSubgraph } from './subgraphs/answer-subgraph.ts';
import { type SubgraphServer, serveSubgraphs } from './subgraphs/serve-subgraphs.ts';
import type { Workload } from './workloads/workload.ts';

/** Contender → its figures, or why there are none. */
export type Round = ReadonlyMap<string, Figures | { reason: string }>;

export interface WorkloadOptions {
  workload: Workload;
  /** Those that take part. */
  contenders: readonly Contender[];
  /** All there are: floors replay what another one does. */
  allContenders: readonly Contender[];
  folder: string;
  rounds: number;
  load: Pick<MeasureOptions, 'connections' | 'warmupMs' | 'durationMs' | 'nodeFlags'>;
  report(line: string): void;
}

/** Measures gateways one at a time, in rounds that go forth and back so that drifts of the machine even out. */
export async function measureWorkload(options: WorkloadOptions): Promise<Round[]> {
  const { workload, contenders, folder, report } = options;
  const subgraphs = await serveSubgraphs(answerSubgraph(workload), workload.forwardedHeaders);
  try {
    const graph = prepareGraph({ workload, urlOf: subgraphs.urlOf, folder });
    const able = contenders.filter((contender) => {
      const obstacle = contender.findObstacle(workload);
      if (obstacle !== null) report(`${contender.name}: ${obstacle}`);
      return obstacle === null;
    });
    await recordForFloors(options, able, graph, subgraphs);
    const rounds: Round[] = [];
    for (
      let index = 0;
      index < Math.min(options.rounds, workload.maxRounds ?? Infinity);
      index += 1
    ) {
      const order = index % 2 === 0 ? able : able.toReversed();
      rounds.push(await measureRound(options, order, graph, subgraphs));
    }
    return rounds;
  } finally {
    subgraphs.close();
  }
}

async function recordForFloors(
  { workload, allContenders }: WorkloadOptions,
  able: readonly Contender[],
  graph: PreparedGraph,
  subgraphs: SubgraphServer,
): Promise<void> {
  for (const contender of allContenders) {
    if (!able.some(({ recordingOf }) => recordingOf === contender.name)) continue;
    await recordRequests({ contender, graph, subgraphs, request: workload.requestAt(0) });
  }
}

async function measureRound(
  { workload, load, report }: WorkloadOptions,
  contenders: readonly Contender[],
  graph: PreparedGraph,
  subgraphs: SubgraphServer,
): Promise<Round> {
  const round = new Map<string, Figures | { reason: string }>();
  for (const contender of contenders) {
    try {
      const options = { contender, workload, graph, subgraphs, ...load };
      const figures = await measureContender(options);
      round.set(contender.name, figures);
      report(`${contender.name}: ${figures.cpuMsPerRequest.toFixed(2)} ms CPU`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      round.set(contender.name, { reason });
      report(`${contender.name}: ${reason.slice(0, 1_000)}`);
    }
  }
  return round;
}
