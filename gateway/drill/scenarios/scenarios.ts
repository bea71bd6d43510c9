import type { Scenario } from '../scenario.ts';
import { drain, drainWhileReloading } from './drain.ts';
import { isolation } from './isolation.ts';
import { overload } from './overload.ts';
import { reloads } from './reload.ts';
import { subgraphRestart } from './subgraph-restart.ts';
import { swaps } from './swap.ts';

/** What is drilled, in its order: one file each, or one for those that differ in a line. */
export const scenarios: readonly Scenario[] = [
  ...reloads,
  ...swaps,
  drain,
  drainWhileReloading,
  subgraphRestart,
  isolation,
  overload,
];
