import { GraphQLError } from 'graphql';
import type { ResponsePath } from '../objects-at-path.ts';

/** What shaping one response keeps track of. */
export interface ShapeContext {
  /** The way to what is being completed: only the part up to the current depth counts. */
  readonly path: (string | number)[];
  /** Objects of which a subgraph said that it failed: what is missing of them is explained. */
  readonly failed: ReadonlySet<object>;
  /** Tells of a fault at the path, unless an error of a subgraph explains it already. */
  report(depth: number, message: string): void;
}

/** Faults of one response that are told; any number of items may lack what they must not. */
const MOST_FAULTS = 1_000;

/** Makes the context of one shaping; what it reports is added to `errors`. */
export function createShapeContext(
  errors: GraphQLError[],
  failed: ReadonlySet<object> = new Set(),
): ShapeContext {
  // Made at the first fault, since most responses have none.
  let told: Told | undefined;
  let faults = 0;
  const path: (string | number)[] = [];
  return {
    path,
    failed,
    report(depth, message) {
      if (faults >= MOST_FAULTS) return;
      told ??= errors.reduce(remember, { below: new Map(), isError: false });
      const at = path.slice(0, depth);
      if (isExplained(told, at)) return;
      const error = new GraphQLError(message, {
        path: at,
        extensions: { code: 'SUBGRAPH_BAD_RESPONSE' },
      });
      errors.push(error);
      faults += 1;
      remember(told, error);
    },
  };
}

/** The paths of errors, as a tree. */
interface Told {
  readonly below: Map<string | number, Told>;
  isError: boolean;
}

function remember(root: Told, { path }: { readonly path?: ResponsePath | undefined }): Told {
  let node = root;
  for (const key of path ?? []) {
    const next = node.below.get(key) ?? { below: new Map(), isError: false };
    node.below.set(key, next);
    node = next;
  }
  node.isError = true;
  return root;
}

/** Whether there is an error at the path, on the way to it or below it. */
function isExplained(root: Told, path: ResponsePath): boolean {
  let node = root;
  for (const key of path) {
    if (node.isError && node !== root) return true;
    const next = node.below.get(key);
    if (next === undefined) return false;
    node = next;
  }
  return true;
}
