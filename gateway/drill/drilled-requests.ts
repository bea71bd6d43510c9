import { encodeRequest } from '../bench/load/encode-request.ts';
import { createAnswerCheck } from '../bench/load/judge-answer.ts';
import type { LoadRequest } from '../bench/load/start-load.ts';
import type { PreparedGraph } from '../bench/prepare-graph.ts';
import type { GraphqlRequest } from '../bench/workloads/workload.ts';
import { drilledWorkload } from './drilled-workload.ts';

/** One in so many is a large operation, and one an operation that has to be planned. */
const TURN = 20;
/** So many plans are asked for before the first is asked for again. */
const NEW_OPERATIONS = 400;

const SMALL: readonly GraphqlRequest[] = [
  { query: '{ me { id fullName } }' },
  { query: '{ users { handle reviews { id product { title } } } }' },
  { query: 'query ($id: ID!) { user(id: $id) { fullName bornAt } }', variables: { id: '3' } },
  { query: '{ topProducts(first: 3) { title available deliveryCents } }' },
];

/**
 * What the drill's clients ask: small operations over one subgraph and several, large ones, and such as have
 * not been planned yet. Each comes with the check of its answer against the data itself.
 */
export async function prepareRequests(graph: PreparedGraph): Promise<() => LoadRequest> {
  const small = await Promise.all(SMALL.map((request) => checked(graph, request)));
  const large = await checked(graph, drilledWorkload.requestAt(0));
  const fresh = await prepareNewOperations(graph);
  let count = 0;
  return () => {
    count += 1;
    const turn = count % TURN;
    if (turn === 0) return large;
    const kind = turn === 1 ? fresh : small;
    const index = turn === 1 ? Math.floor(count / TURN) : count;
    return kind[index % kind.length] as LoadRequest;
  };
}

/** Some hundred operations, each of which has a plan of its own. */
export function prepareNewOperations(graph: PreparedGraph): Promise<LoadRequest[]> {
  return Promise.all(
    Array.from({ length: NEW_OPERATIONS }, (_, index) => checked(graph, newOperation(index))),
  );
}

/** An operation over three subgraphs, under a name that makes it another one than all others. */
function newOperation(index: number): GraphqlRequest {
  const query = `{ products${index}: topProducts(first: 4) { title available reviews { id author { handle } } } }`;
  return { query };
}

/** A request with the check of its answer. */
export async function checked(graph: PreparedGraph, request: GraphqlRequest): Promise<LoadRequest> {
  const right = {
    head: 'HTTP/1.1 200 OK',
    body: Buffer.from(JSON.stringify({ data: await graph.answer(request) })),
  };
  return { bytes: encodeRequest(request), findFault: createAnswerCheck(right) };
}
