import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { composeSupergraph } from '@causeway/schema-kit';
import type { LoadRequest } from '../bench/load/start-load.ts';
import { type PreparedGraph, prepareGraph } from '../bench/prepare-graph.ts';
import { prepareRequests } from './drilled-requests.ts';
import { drilledWorkload } from './drilled-workload.ts';
import { type DrilledGateway, startGateway } from './start-gateway.ts';
import { type RunningSubgraphs, startSubgraphs } from './start-subgraphs.ts';

/** How much of everything there is. */
export interface Scale {
  /** How long clients are watched in peace. */
  readonly steadyMs: number;
  /** How long they are watched after the last disturbance. */
  readonly calmMs: number;
  /** How often a disturbance is repeated. */
  readonly rounds: number;
  /** How often a supergraph is swapped where memory is looked at. */
  readonly swaps: number;
  readonly perSecond: number;
}

export const LONG: Scale = {
  ...{ steadyMs: 3_000, calmMs: 1_500, rounds: 5, swaps: 50, perSecond: 300 },
};
export const SHORT: Scale = {
  ...{ steadyMs: 300, calmMs: 300, rounds: 1, swaps: 3, perSecond: 100 },
};

/** Where scenarios take place: subgraphs that run, a graph, and what clients ask of it. */
export interface Room {
  readonly scale: Scale;
  readonly connections: number;
  readonly graph: PreparedGraph;
  readonly subgraphs: RunningSubgraphs;
  nextRequest(): LoadRequest;
  /** The supergraph, with a root field `round<n>` besides, so that each round has one of its own. */
  supergraphOf(round: number): string;
  startGateway(options?: {
    port?: number;
    settings?: Readonly<Record<string, unknown>>;
  }): Promise<DrilledGateway>;
  stopGateways(): Promise<void>;
  close(): Promise<void>;
}

const CONNECTIONS = 50;

export async function openRoom(folder: string, scale: Scale): Promise<Room> {
  const subgraphs = await startSubgraphs(folder);
  const { urlOf } = subgraphs;
  const graph = prepareGraph({ workload: drilledWorkload, urlOf, folder });
  const nextRequest = await prepareRequests(graph);
  const gateways: DrilledGateway[] = [];
  const stopGateways = async () => {
    await Promise.all(gateways.map(({ process }) => process.stop()));
  };
  const supergraphOf = (round: number) => composeRound(graph, round);
  return {
    ...{ scale, graph, subgraphs, nextRequest, supergraphOf, connections: CONNECTIONS },
    async startGateway(options = {}) {
      const own = join(folder, `gateway-${gateways.length}`);
      mkdirSync(own);
      const started = await startGateway({ ...options, folder: own, supergraph: supergraphOf(0) });
      gateways.push(started);
      return started;
    },
    stopGateways,
    async close() {
      await stopGateways();
      await subgraphs.stop();
    },
  };
}

function composeRound({ setup }: PreparedGraph, round: number): string {
  const subgraphs = setup.subgraphs.map(({ name, url, sdl }, index) => ({
    ...{ name, url },
    typeDefs: index === 0 ? `${sdl}\nextend type Query { round${round}: Int }` : sdl,
  }));
  return composeSupergraph({ subgraphs }).supergraphSdl;
}
