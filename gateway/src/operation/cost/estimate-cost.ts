import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { compileCost } from './compile-cost.ts';
import type { Variables } from './cost-inputs.ts';
import type { CostEstimate, CostModel } from './cost-model.ts';
import type { CostProgram } from './cost-program.ts';
import { evaluateCost } from './evaluate-cost.ts';

/** How many estimates of one operation are kept: pages have few sizes. */
const MOST_ESTIMATES = 32;

/** A request for one operation of a valid document. */
export interface CostedRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly request: { readonly variables?: Variables };
}

interface KnownOperation {
  readonly program: CostProgram;
  /** By the values of the program's inputs. */
  readonly estimates: Map<string, CostEstimate>;
}

/**
 * Makes what estimates, before anything is executed, what requests cost. `assumedListSize` is for lists of
 * which nothing says how many items they have.
 */
export function createEstimateCost(
  model: CostModel,
  { assumedListSize }: { assumedListSize: number },
): (request: CostedRequest) => CostEstimate {
  // PERF: of an operation that is known, what is left to do for a request is to read the values that matter.
  const known = new WeakMap<OperationDefinitionNode, KnownOperation>();

  return ({ document, operation, request: { variables = {} } }) => {
    const { program, estimates } = find(document, operation);
    const values = program.inputs.map((read) => read(variables));
    const key = values.join();
    const before = estimates.get(key);
    if (before !== undefined) return before;
    const { subgraphs } = model;
    const estimate = evaluateCost(program, { values, subgraphs, assumedListSize });
    if (estimates.size >= MOST_ESTIMATES) estimates.clear();
    estimates.set(key, estimate);
    return estimate;
  };

  function find(document: DocumentNode, operation: OperationDefinitionNode): KnownOperation {
    const before = known.get(operation);
    if (before !== undefined) return before;
    const program = compileCost(document, operation, model);
    const made = { program, estimates: new Map() };
    known.set(operation, made);
    return made;
  }
}
