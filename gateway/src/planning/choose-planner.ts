import { type DocumentNode, visit } from 'graphql';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts';
import { createApolloPlanner } from './apollo-planner.ts';
import { createHivePlanner } from './hive-planner.ts';
import type { Planner } from './planner.ts';

/** `auto` takes Hive's planner for all that it is known to plan correctly, and Apollo's for the rest. */
export type PlannerChoice = 'auto' | 'hive' | 'apollo';

/** The directives that planners turn into something else than a directive of the subgraph's operation. */
const KNOWN_DIRECTIVES = new Set(['skip', 'include', 'deprecated', 'specifiedBy', 'oneOf']);

/**
 * Makes the planner of one supergraph. With `auto`, `onFallback` is told when Hive's planner cannot be had
 * and all operations are planned by Apollo's, which takes longer and does so on the event loop.
 */
export function choosePlanner(
  supergraph: LoadedSupergraph,
  { choice, onFallback }: { choice: PlannerChoice; onFallback: (cause: unknown) => void },
): Planner {
  if (choice === 'hive') return createHivePlanner(supergraph.sdl);
  if (choice === 'apollo') return createApolloPlanner(supergraph);
  // Rarely needed, and half a supergraph in memory.
  const apollo = once(() => createApolloPlanner(supergraph));
  const hive = tryHive(supergraph, onFallback);
  return {
    plan: (operation) =>
      (hive !== null && hivePlansWell(supergraph, operation.document) ? hive : apollo()).plan(
        operation,
      ),
  };
}

function tryHive({ sdl }: LoadedSupergraph, onFallback: (cause: unknown) => void): Planner | null {
  try {
    return createHivePlanner(sdl);
  } catch (cause) {
    onFallback(cause);
    return null;
  }
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

function once<V>(make: () => V): () => V {
  let made: { value: V } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
