import type { GraphQLFormattedError } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { SentRequest, SubgraphDefinition } from './in-process-subgraph.ts';
import {
  type Caller,
  type ComposedGraph,
  composeGraph,
  type Graph,
  type GraphDefinition,
  type PlannerName,
  useGraph,
} from './use-graph.ts';

/** An error as the specification and the gateway's contract know it; `message` is a part of it. */
interface ExpectedError {
  path?: readonly (string | number)[];
  code: string;
  message?: string;
  /** The subgraph that the error comes from. */
  subgraph?: string;
}

export interface ConformanceCase {
  name: string;
  operation: string;
  variables?: Record<string, unknown>;
  /** Who asks; nobody who is known, if it is not said. */
  caller?: Caller;
  /** `data` is compared with the order of its keys; it is absent when the operation is refused. */
  expected: { data?: unknown; errors?: readonly ExpectedError[] };
  /** How many requests subgraphs get. */
  requests: number | { hive: number; apollo: number };
  /** Looks at what subgraphs were sent, beyond the number. */
  sent?: (requests: readonly SentRequest[]) => void;
  /** Replaces a subgraph's answers in this case. */
  answers?: Record<string, SubgraphDefinition['answer']>;
  /** The only planner that can plan it, with the reason; then the gateway's own choice must be that one. */
  planners?: { only: 'hive' | 'apollo'; reason: string };
  /** What is known to go wrong under a planner, and why: the case must fail there, until it is mended. */
  faults?: Partial<Record<PlannerName, string>>;
}

/**
 * Runs cases on a graph through `CausewayGateway` in an Apollo Server, under each planner; every subgraph
 * executes its schema within this process. Call it within a `describe`.
 */
export function runCases(
  subgraphs: GraphDefinition,
  cases: readonly ConformanceCase[],
  compose: (definitions: GraphDefinition) => ComposedGraph = composeGraph,
): void {
  const composed = once(() => compose(subgraphs));
  for (const planner of ['hive', 'apollo', 'auto'] as const) {
    const own = cases.filter((each) => runsUnder(planner, each));
    if (own.length === 0) continue;
    describe(`planned by ${planner}`, () => {
      const graph = useGraph(composed, planner);
      const sound = own.filter(({ faults }) => faults?.[planner] === undefined);
      test.each(sound)('$name', async (each) => {
        expect.hasAssertions();
        await runCase(each, planner, graph());
      });
      for (const each of own.filter((one) => !sound.includes(one))) {
        test.fails(`${each.name} (not yet: ${each.faults?.[planner]})`, () =>
          runCase(each, planner, graph()));
      }
    });
  }
}

function runsUnder(planner: PlannerName, { planners }: ConformanceCase): boolean {
  if (planners === undefined) return planner !== 'auto';
  return planner === 'auto' || planner === planners.only;
}

async function runCase(
  {
    operation,
    variables = {},
    caller,
    expected,
    requests,
    answers = {},
    planners,
    ...rest
  }: ConformanceCase,
  planner: PlannerName,
  { server, subgraphs, sent }: Graph,
): Promise<void> {
  sent.length = 0;
  for (const subgraph of subgraphs) subgraph.answerWith(answers[subgraph.name]);
  const response = await server.executeOperation(
    { query: operation, variables },
    { contextValue: { caller } },
  );
  if (response.body.kind !== 'single') throw new Error('Expected a single result.');
  const { data, errors = [] } = response.body.singleResult;

  expectErrors(errors, expected.errors ?? []);
  expect(JSON.stringify(data, null, 1)).toBe(JSON.stringify(expected.data, null, 1));
  expect(sent.length, `the number of requests:\n${sent.map(describeRequest).join('\n')}`).toBe(
    typeof requests === 'number'
      ? requests
      : requests[planner === 'auto' ? (planners?.only ?? 'hive') : planner],
  );
  rest.sent?.(sent);
}

function expectErrors(
  errors: readonly GraphQLFormattedError[],
  expected: readonly ExpectedError[],
): void {
  const wanted = inOrder(expected);
  const told = inOrder(errors.map(readError));
  expect(told.map((error, index) => justWhatIsWanted(error, wanted[index]))).toEqual(wanted);
}

function readError({ path, message, extensions }: GraphQLFormattedError): Required<ExpectedError> {
  const { code, serviceName } = extensions ?? {};
  return { path, code, message, subgraph: serviceName } as Required<ExpectedError>;
}

/** Leaves out what an expectation says nothing of; an error that none expects stays whole. */
function justWhatIsWanted(
  { path, code, message, subgraph }: Required<ExpectedError>,
  wanted: ExpectedError = { code, message, subgraph },
): ExpectedError {
  return {
    path,
    code,
    ...(wanted.subgraph !== undefined && { subgraph }),
    ...(wanted.message !== undefined && {
      message: message.includes(wanted.message) ? wanted.message : message,
    }),
  };
}

/** Subgraphs that are asked at the same time fail in any order. */
function inOrder<E extends ExpectedError>(errors: readonly E[]): readonly E[] {
  const keyOf = ({ path, code }: E) => JSON.stringify([path, code]);
  return errors.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function describeRequest({ subgraph, query, variables }: SentRequest): string {
  return `${subgraph}: ${query.replaceAll(/\s+/g, ' ')} ${JSON.stringify(variables)}`;
}

function once<V>(make: () => V): () => V {
  let made: { value: V } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
