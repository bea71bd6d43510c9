import {
  CompositionError,
  type CompositionReason,
  type ContractFilter,
  compareSchemas,
  composeSupergraph,
  cutContract,
  type LintProblem,
  type LintSeverities,
  lintSubgraph,
  type SchemaChange,
} from '@causeway/schema-kit';
import { buildSchema, printSchema } from 'graphql';

// Runs in a thread: composer.ts starts it, and calls what is exported by name.

/** A subgraph as it is handed from one thread to another. */
export interface ComposedSubgraph {
  readonly name: string;
  readonly routingUrl: string;
  readonly sdl: string;
}

export type Composition =
  | {
      readonly kind: 'composed';
      readonly supergraphSdl: string;
      readonly apiSdl: string;
      readonly hints: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reasons: readonly CompositionReason[] };

/** Two schemas that clients see, as texts. */
export interface SchemaPair {
  readonly before: string;
  readonly after: string;
}

/** Subgraphs of which the last one is to be checked. */
export interface CheckTask {
  readonly subgraphs: readonly [...ComposedSubgraph[], ComposedSubgraph];
  /** The schema that clients see now; null where they see none yet. */
  readonly before: string | null;
  readonly severities: LintSeverities;
}

export interface SchemaFindings {
  /** Empty when it composes. */
  readonly reasons: readonly CompositionReason[];
  readonly changes: readonly SchemaChange[];
  readonly lint: readonly LintProblem[];
}

/** Composes what is published; places in reasons are `subgraph:line:column`. */
export function compose(subgraphs: readonly ComposedSubgraph[]): Composition {
  const inputs = subgraphs.map(({ name, routingUrl: url, sdl: typeDefs }) => ({
    ...{ name, url, typeDefs },
  }));
  try {
    const { supergraphSdl, hints, apiSchema } = composeSupergraph({ subgraphs: inputs });
    return { kind: 'composed', supergraphSdl, hints, apiSdl: printSchema(apiSchema()) };
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    return { kind: 'refused', reasons: error.reasons };
  }
}

/** Cuts a supergraph down to a contract. */
export function cut(task: { supergraphSdl: string; filter: ContractFilter }): Composition {
  try {
    return { kind: 'composed', hints: [], ...cutContract(task.supergraphSdl, task.filter) };
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    return { kind: 'refused', reasons: error.reasons };
  }
}

export async function compare({ before, after }: SchemaPair): Promise<readonly SchemaChange[]> {
  // Most pull requests change nothing for clients.
  return before === after ? [] : compareSchemas(schemaOf(before), schemaOf(after));
}

/** Does all that a check needs in one go: what one thread has compiled, another would have to compile again. */
export async function check(task: CheckTask): Promise<SchemaFindings> {
  const { subgraphs, before, severities } = task;
  const lint = lintSubgraph(subgraphs.at(-1)?.sdl ?? '', severities);
  const composition = compose(subgraphs);
  if (composition.kind === 'refused') return { reasons: composition.reasons, changes: [], lint };
  const { apiSdl: after } = composition;
  return { reasons: [], changes: before === null ? [] : await compare({ before, after }), lint };
}

function schemaOf(text: string) {
  return buildSchema(text, { assumeValidSDL: true });
}
