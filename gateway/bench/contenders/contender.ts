import type { SubgraphDefinition } from '../workloads/workload.ts';

/** What gateways are given of a workload. */
export interface GraphFiles {
  folder: string;
  supergraphFile: string;
  /** The same and all the rest as JSON, for what is configured by code. */
  setupFile: string;
  setup: GraphSetup;
}

export interface GraphSetup {
  supergraphFile: string;
  subgraphs: readonly (SubgraphSetup & { url: string })[];
  forwardedHeaders: readonly string[];
}

interface SubgraphSetup {
  name: SubgraphDefinition['name'];
  sdl: string;
}

export interface Contender {
  name: string;
  /** What is started, on Node; `port` is where it must listen. */
  command(graph: GraphFiles, port: number): { nodeFlags?: string[]; args: string[]; env?: Env };
  /** Why it cannot take part in a workload, or null. */
  findObstacle(workload: WorkloadTraits): string | null;
  /** So many of it on one port and on any core; else it is one, on the gateways' core. */
  processes?: number;
  /** What it replays was recorded from this contender. */
  recordingOf?: string;
}

export type Env = Record<string, string>;

export interface WorkloadTraits {
  name: string;
  isWrittenByHand?: boolean;
}
