import { composeSupergraph } from '@causeway/schema-kit';
import { parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadSupergraph } from '../supergraph/load-supergraph.ts';
import { choosePlanner } from './choose-planner.ts';
import { createHivePlanner } from './hive-planner.ts';
import { PlannerFailure } from './planner-failure.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires"])\n`;
const { supergraphSdl } = composeSupergraph({
  subgraphs: [
    {
      name: 'rooms',
      url: 'http://rooms.test',
      typeDefs: `${LINK} type Query { room: Room }
        type Room @key(fields: "id") { id: ID! size: Size! number: Int! }
        type Size { width: Int! depth: Int! }`,
    },
    {
      name: 'rent',
      url: 'http://rent.test',
      typeDefs: `${LINK} type Room @key(fields: "id") {
          id: ID! size: Size! @external rent: Int! @requires(fields: "size { width depth }") }
        type Size { width: Int! @external depth: Int! @external }`,
    },
  ],
});
/** Ends the process that it is planned in; the gateway gives such aliases other names before. */
const FATAL = '{ room { size { depth: width } rent } }';
const operation = (source: string, signal = new AbortController().signal) => ({
  document: parse(source),
  overridePercentage: 0,
  signal,
});

// A process that breaks down may take longer about it than a plan may, on a machine that does other things.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("Hive's planner", () => {
  test('fails, and plans again, when it has broken down', async () => {
    const planner = createHivePlanner(supergraphSdl);
    await expect(planner.plan(operation(FATAL))).rejects.toThrow(PlannerFailure);
    const plan = await planner.plan(operation('{ room { rent } }'));
    expect(plan.node?.kind).toBe('Sequence');
  });

  test('plans again right after its process was ended, since it had nothing to do', async () => {
    const planner = createHivePlanner(supergraphSdl);
    await planner.plan(operation('{ room { id } }'));
    vi.advanceTimersByTime(60_000);
    const plan = await planner.plan(operation('{ room { rent } }'));
    expect(plan.node?.kind).toBe('Sequence');
  });

  test("is stood in for by Apollo's, and that is told", async () => {
    const told: unknown[] = [];
    const planner = choosePlanner(loadSupergraph(supergraphSdl), {
      choice: 'auto',
      onFallback: (cause) => told.push(cause),
    });
    const plan = await planner.plan(operation(FATAL));
    expect(plan.node?.kind).toBe('Sequence');
    expect(told).toEqual([expect.any(PlannerFailure)]);
  });

  test('fails for a supergraph that it cannot read', async () => {
    const planner = createHivePlanner('type Query { a: [ }');
    await expect(planner.plan(operation('{ a }'))).rejects.toThrow(PlannerFailure);
  });

  test('gives up when nobody waits any more', async () => {
    const planner = createHivePlanner(supergraphSdl);
    await planner.plan(operation('{ room { id } }'));
    const gone = new AbortController();
    const planned = planner.plan(operation('{ room { rent } }', gone.signal));
    gone.abort();
    await expect(planned).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
  });
});
