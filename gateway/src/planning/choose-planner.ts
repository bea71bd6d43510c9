import { type DocumentNode, visit } from 'graphql';
import { GatewayError } from '../errors/gateway-error.ts';
import { clientNameOf } from '../operation/safe-aliases.ts';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts';
import { createApolloPlanner } from './apollo-planner.ts';
import { createHivePlanner } from './hive-planner.ts';
import type { Planner } from './planner.ts';
import { PlannerFailure } from './planner-failure.ts';
import { createFindUnplannedFields } from './unplanned-fields.ts';

/** `auto` takes Hive's planner for all that it is known to plan correctly, and Apollo's for the rest. */
export type PlannerChoice = 'auto' | 'hive' | 'apollo';

/** The directives that planners turn into something else than a directive of the subgraph's operation. */
const KNOWN_DIRECTIVES = new Set(['skip', 'include', 'deprecated', 'specifiedBy', 'oneOf']);

/**
 * Makes the planner of one supergraph. It rejects with GatewayError UNRESOLVABLE_FIELD when a plan would
 * leave out what was asked for. With `auto`, `onFallback` is told when Hive's planner has failed or cannot
 * be had, and an operation is planned by Apollo's instead.
 */
export function choosePlanner(
  supergraph: LoadedSupergraph,
  { choice, onFallback }: { choice: PlannerChoice; onFallback: (cause: unknown) => void },
): Planner {
  const inFull = createInFull(supergraph);
  if (choice === 'hive') return inFull(createHivePlanner(supergraph.sdl));
  if (choice === 'apollo') return inFull(createApolloPlanner(supergraph));
  const hive = inFull(createHivePlanner(supergraph.sdl));
  const apollo = inFull(createApolloPlanner(supergraph));
  return {
    async plan(operation) {
      if (!hivePlansWell(supergraph, operation.document)) return apollo.plan(operation);
      try {
        return await hive.plan(operation);
      } catch (error) {
        if (!isFailure(error)) throw error;
        onFallback(error);
        return apollo.plan(operation);
      }
    },
    retire() {
      hive.retire();
      apollo.retire();
    },
  };
}

/** Makes what has a planner fail where it would leave something out without a word. */
function createInFull(supergraph: LoadedSupergraph): (planner: Planner) => Planner {
  const findUnplannedFields = createFindUnplannedFields(supergraph);
  return (planner) => ({
    async plan(operation) {
      const plan = await planner.plan(operation);
      const [unplanned] = findUnplannedFields(operation.document, plan);
      if (unplanned === undefined) return plan;
      const path = unplanned.split('.').map(clientNameOf).join('.');
      throw new GatewayError('UNRESOLVABLE_FIELD', `No subgraph was found to resolve "${path}".`);
    },
    retire: () => planner.retire(),
  });
}

function isFailure(error: unknown): boolean {
  return (
    error instanceof PlannerFailure ||
    (error instanceof GatewayError && error.code === 'UNRESOLVABLE_FIELD')
  );
}

/** What Hive's planner leaves out of its plans without a word: contexts, and directives of one's own. */
function hivePlansWell({ usesContexts }: LoadedSupergraph, document: DocumentNode): boolean {
  if (usesContexts) return false;
  let isPlain = true;
  visit(document, {
    Directive({ name }) {
      isPlain &&= KNOWN_DIRECTIVES.has(name.value);
    },
  });
  return isPlain;
}
