import { type DocumentNode, visit } from 'graphql';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts';
import { createApolloPlanner } from './apollo-planner.ts';
import { createHivePlanner } from './hive-planner.ts';
import type { Planner } from './planner.ts';
import { PlannerFailure } from './planner-failure.ts';

/** `auto` takes Hive's planner for all that it is known to plan correctly, and Apollo's for the rest. */
export type PlannerChoice = 'auto' | 'hive' | 'apollo';

/** The directives that planners turn into something else than a directive of the subgraph's operation. */
const KNOWN_DIRECTIVES = new Set(['skip', 'include', 'deprecated', 'specifiedBy', 'oneOf']);

/**
 * Makes the planner of one supergraph. With `auto`, `onFallback` is told when Hive's planner has failed
 * or cannot be had, and an operation is planned by Apollo's instead.
 */
export function choosePlanner(
  supergraph: LoadedSupergraph,
  { choice, onFallback }: { choice: PlannerChoice; onFallback: (cause: unknown) => void },
): Planner {
  if (choice === 'hive') return createHivePlanner(supergraph.sdl);
  if (choice === 'apollo') return createApolloPlanner(supergraph);
  const hive = createHivePlanner(supergraph.sdl);
  const apollo = createApolloPlanner(supergraph);
  return {
    async plan(operation) {
      if (!hivePlansWell(supergraph, operation.document)) return apollo.plan(operation);
      try {
        return await hive.plan(operation);
      } catch (error) {
        if (!(error instanceof PlannerFailure)) throw error;
        onFallback(error);
        return apollo.plan(operation);
      }
    },
  };
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
