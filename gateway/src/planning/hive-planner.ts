import { createRequire } from 'node:module';
import type * as Hive from '@graphql-hive/router-query-planner';
import { print } from 'graphql';
import { GatewayError } from '../errors/gateway-error.ts';
import { fromHivePlan } from './from-hive-plan.ts';
import type { Planner } from './planner.ts';
import { PLANNING_DEADLINE_MS, tooComplex } from './too-complex.ts';

/** What it says when a selection cannot be resolved; there are no codes. */
const NO_PATH = /No paths found for selection item/;

/**
 * Hive's planner: native, off the event loop, and stopped when it takes too long. Throws when there is no
 * binary for this platform, or the planner cannot read the supergraph.
 */
export function createHivePlanner(supergraphSdl: string): Planner {
  const { QueryPlanner } = loadNative();
  const planner = new QueryPlanner(supergraphSdl);
  return {
    async plan({ document, overridePercentage, signal }) {
      const deadline = AbortSignal.timeout(PLANNING_DEADLINE_MS);
      const ended = AbortSignal.any([signal, deadline]);
      try {
        return fromHivePlan(
          await Promise.race([
            planner.planAsync(print(document), null, new Set(), overridePercentage, ended),
            // It looks at the signal at some of its steps only.
            rejectWhen(ended),
          ]),
        );
      } catch (cause) {
        if (deadline.aborted) throw tooComplex(cause);
        if (signal.aborted) {
          throw new GatewayError('REQUEST_CANCELLED', 'The client went away.', { cause });
        }
        if (NO_PATH.test(String(cause))) {
          const message = 'No subgraph can resolve all of what is selected.';
          throw new GatewayError('UNRESOLVABLE_FIELD', message, { cause });
        }
        throw cause;
      }
    },
  };
}

function rejectWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Not imported: a platform without a binary is served by the other planner. */
function loadNative(): typeof Hive {
  return createRequire(import.meta.url)('@graphql-hive/router-query-planner');
}
