import { GraphQLError } from 'graphql';
import type { GatewayErrorCode } from '../../errors/error-table.ts';
import type { ResponsePath } from '../objects-at-path.ts';

/** So many errors shaping adds to a response: a long list may have the same one for each item. */
const MOST_ERRORS = 1_000;

const DENIED = 'The caller is not allowed to ask for this.';

/** What shaping one response keeps track of. */
export interface ShapeContext {
  /** The way to what is being completed: only the part up to the current depth counts. */
  readonly path: (string | number)[];
  /** Objects of which a subgraph said that it failed: what is missing of them is explained. */
  readonly failed: ReadonlySet<object>;
  /** Tells of a fault at the path, unless an error of a subgraph explains it already. */
  report(depth: number, message: string): void;
  /** Tells that what is at the path is denied to the caller. */
  deny(depth: number): void;
}

/** Makes the context of one shaping; what it reports is added to `errors`. */
export function createShapeContext(
  errors: GraphQLError[],
  failed: ReadonlySet<object> = new Set(),
): ShapeContext {
  // Made at the first fault, since most responses have none.
  let told: Told | undefined;
  let errorsLeft = MOST_ERRORS;
  const path: (string | number)[] = [];

  const toldSoFar = (): Told => {
    told ??= errors.reduce(remember, { below: new Map(), isError: false });
    return told;
  };

  function tell(at: ResponsePath, code: GatewayErrorCode, message: string): void {
    errorsLeft -= 1;
    const error =
      errorsLeft < 0
        ? new GraphQLError('There are more errors like these.', { extensions: { code } })
        : new GraphQLError(message, { path: at, extensions: { code } });
    remember(toldSoFar(), error);
    errors.push(error);
  }

  return {
    path,
    failed,
    report(depth, message) {
      if (errorsLeft < 0) return;
      const at = path.slice(0, depth);
      if (!isExplained(toldSoFar(), at)) tell(at, 'SUBGRAPH_BAD_RESPONSE', message);
    },
    deny(depth) {
      if (errorsLeft < 0) return;
      tell(path.slice(0, depth), 'UNAUTHORIZED_FIELD_OR_TYPE', DENIED);
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
