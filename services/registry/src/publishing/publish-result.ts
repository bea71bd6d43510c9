import type { CompositionReason } from '@causeway/schema-kit';
import type { Version } from '../versions/version.ts';

export interface Published {
  readonly version: Version;
  readonly changed: boolean;
  readonly hints: readonly string[];
}

export interface DoesNotCompose {
  readonly __typename: 'DoesNotCompose';
  readonly message: string;
  readonly problems: readonly CompositionProblem[];
}

/** Why schemas do not compose, and where in which of them. */
export interface CompositionProblem {
  readonly code: string;
  readonly message: string;
  readonly places: readonly {
    readonly subgraph: string;
    readonly line: number;
    readonly column: number;
  }[];
  readonly fix: string | null;
}

export function doesNotCompose(reasons: readonly CompositionReason[]): DoesNotCompose {
  const count = reasons.length === 1 ? 'one reason' : `${reasons.length} reasons`;
  return {
    __typename: 'DoesNotCompose',
    message: `The subgraphs do not compose, for ${count}; nothing was changed.`,
    problems: reasons.map(problemOf),
  };
}

export function problemOf({ code, message, places, fix }: CompositionReason): CompositionProblem {
  return { code, message, places: places.flatMap(placeOf), fix: fix ?? null };
}

/** Places are `subgraph:line:column` when schemas were given as text. */
function placeOf(place: string): CompositionProblem['places'] {
  const [, subgraph, line, column] = /^(.+):(\d+):(\d+)$/.exec(place) ?? [];
  if (subgraph === undefined) return [];
  return [{ subgraph, line: Number(line), column: Number(column) }];
}
