import { unreachable } from '../errors/unreachable.ts';
import { type SelectionTree, selectionTreeOf } from '../operation/selection-tree.ts';
import type {
  EntityRequest,
  FetchNode,
  PlanNode,
  QueryPlan,
  Rewrite,
} from '../planning/query-plan.ts';
import type { ResponsePath } from './objects-at-path.ts';
import { compileRepresentations, type Representations } from './representations.ts';
import { dependsOn, reachesInto, writtenBy } from './step-dependencies.ts';
import type { MatchesType } from './type-conditions.ts';

/** One fetch of a plan, with all that can be known of it before there is a request. */
export interface Step {
  readonly fetch: FetchNode;
  /** The steps that must be done before, by their index. */
  readonly after: readonly number[];
  /** What is asked for: whatever else is answered is dropped. Unknown where names are rewritten. */
  readonly asked: SelectionTree | undefined;
  /** Whether another step may send the same request. */
  readonly hasTwin: boolean;
  /** Empty for a fetch of root fields. */
  readonly entities: readonly CompiledEntityRequest[];
  /** The body of the request up to the variables: `{"query":"…","variables":{`. */
  readonly bodyHead: string;
  /** Names of the answer that are rewritten → those of the response: for the paths of errors. */
  readonly renames: ReadonlyMap<string, string>;
  /** Where the answer's first fields would have been, within the answer: for errors without a path. */
  readonly missing: readonly ResponsePath[];
}

export interface CompiledEntityRequest extends EntityRequest {
  readonly createRepresentations: () => Representations;
  /** Whether one entity's objects may stand at several places of the response. */
  readonly isShareable: boolean;
}

/** Compiles a plan to steps, each after the ones it depends on. */
export function compilePlan({ node }: QueryPlan, matches: MatchesType): readonly Step[] {
  const drafts = node === null ? [] : draftsOf(node, [], []);
  const answers = drafts.map(({ fetch }) => selectionTreeOf(fetch.document));
  const written = drafts.map(({ fetch }, index) =>
    writtenBy(fetch, answers[index] as SelectionTree),
  );
  return drafts.map(({ fetch, before }, index) => ({
    fetch,
    after:
      // GraphQL spec §6.2.2: what a mutation does comes in its order.
      fetch.operationKind === 'mutation' || drafts[0]?.fetch.operationKind === 'mutation'
        ? before
        : before.filter((earlier) => dependsOn(fetch, written[earlier] ?? [])),
    entities: fetch.entities.map((request) => ({
      ...request,
      createRepresentations: compileRepresentations(request, matches),
      isShareable: !written.some(
        (others, other) =>
          other !== index &&
          others.some((region) => written[index]?.some((own) => reachesInto(region, own))),
      ),
    })),
    asked: rewritesOf(fetch).length > 0 ? undefined : answers[index],
    hasTwin: drafts.some((other, at) => at !== index && isTwin(other.fetch, fetch)),
    bodyHead: bodyHeadOf(fetch),
    renames: renamesOf(fetch),
    missing: missingOf(fetch, answers[index] as SelectionTree),
  }));
}

interface Draft {
  readonly fetch: FetchNode;
  readonly before: readonly number[];
}

/** Adds the fetches of a node to `drafts`, in the plan's order. */
function draftsOf(node: PlanNode, before: readonly number[], drafts: Draft[]): Draft[] {
  switch (node.kind) {
    case 'Fetch':
      drafts.push({ fetch: node, before });
      return drafts;
    case 'Parallel':
      for (const child of node.nodes) draftsOf(child, before, drafts);
      return drafts;
    case 'Sequence': {
      const start = drafts.length;
      for (const child of node.nodes) {
        const earlier = Array.from({ length: drafts.length - start }, (_, index) => start + index);
        draftsOf(child, [...before, ...earlier], drafts);
      }
      return drafts;
    }
    default:
      return unreachable(node);
  }
}

function rewritesOf({ outputRewrites, entities }: FetchNode): readonly Rewrite[] {
  return [...outputRewrites, ...entities.flatMap((request) => request.outputRewrites)];
}

function renamesOf(fetch: FetchNode): ReadonlyMap<string, string> {
  return new Map(
    rewritesOf(fetch).flatMap((rewrite) => {
      const last = rewrite.path.at(-1);
      return rewrite.kind === 'RenameKey' && last?.kind === 'Field'
        ? [[last.name, rewrite.to] as const]
        : [];
    }),
  );
}

function isTwin(one: FetchNode, other: FetchNode): boolean {
  return (
    one.operationKind === 'query' &&
    one.subgraph === other.subgraph &&
    one.document === other.document
  );
}

/** The body of a request up to its variables. */
export function bodyHeadOf({ document, operationName }: FetchNode): string {
  const name =
    operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  return `{"query":${JSON.stringify(document)}${name},"variables":{`;
}

function missingOf({ entities }: FetchNode, answer: SelectionTree): readonly ResponsePath[] {
  if (entities.length === 0) return dataNames(answer).map((name) => [name]);
  return entities.map(({ responseName }) => {
    const [first] = dataNames(answer.get(responseName) ?? new Map());
    return first === undefined ? [responseName, 0] : [responseName, 0, first];
  });
}

function dataNames(tree: SelectionTree): readonly string[] {
  return [...tree.keys()].filter((name) => name !== '__typename');
}
