import type { PlannerName } from './use-graph.ts';

/**
 * What a suite by chance runs: a few cases, always the same. More of them, of other seeds and under other
 * planners, are asked for by the environment.
 */
export function randomSuite(usual: { graphs?: number; operations: number }) {
  const { RANDOM_SEED, RANDOM_GRAPHS, RANDOM_OPERATIONS, RANDOM_PLANNERS } = process.env;
  const firstSeed = Number(RANDOM_SEED ?? 1);
  return {
    graphs: Number(RANDOM_GRAPHS ?? usual.graphs ?? 1),
    operations: Number(RANDOM_OPERATIONS ?? usual.operations),
    planners: (RANDOM_PLANNERS ?? 'auto').split(',') as readonly PlannerName[],
    seeds: (count: number) => Array.from({ length: count }, (_, index) => firstSeed + index),
  };
}
