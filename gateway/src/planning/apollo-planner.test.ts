import type { Worker } from 'node:worker_threads';
import { composeSupergraph } from '@causeway/schema-kit';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { loadSupergraph } from '../supergraph/load-supergraph.ts';
import { createApolloPlanner } from './apollo-planner.ts';
import { createBuildApolloPlan } from './build-apollo-plan.ts';
import { PlannerFailure } from './planner-failure.ts';
import { PLANNING_DEADLINE_MS } from './too-complex.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@interfaceObject"])\n`;
/** Each step of a way through these can be taken in many of them, and none can take all. */
const { supergraphSdl } = composeSupergraph({
  subgraphs: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, index) => ({
    name,
    url: `http://${name}.test`,
    typeDefs: `${LINK} ${index === 0 ? 'type Query { node: Node }' : ''}
      type Node @key(fields: "id") {
        id: ID!
        ${index % 2 === 0 ? 'next' : 'other'}: Node @shareable
        ${index > 2 ? 'size: Int @shareable' : ''} }`,
  })),
});
const supergraph = loadSupergraph(supergraphSdl);
const operation = (source: string, signal = new AbortController().signal) => ({
  document: parse(source),
  overridePercentage: 0,
  signal,
});
const SIMPLE = '{ node { next { size } } }';
/** Takes Apollo's planner far longer than it is given. */
const ENDLESS = `{ node ${'{ size next { other '.repeat(4)} { size } ${'} }'.repeat(4)} }`;

/** The next thread that is started. */
const nextWorker = () =>
  new Promise<Worker>((resolve) => {
    process.once('worker', resolve);
  });

describe("Apollo's planner", () => {
  test('makes the plans in its thread that it makes in any', async () => {
    const planner = createApolloPlanner(supergraph);
    const planned = operation(SIMPLE);
    const expected = createBuildApolloPlan(supergraph)(planned);
    expect(await planner.plan(planned)).toEqual(expected);
    const both = [planner.plan(planned), planner.plan(operation('{ node { id } }'))];
    expect((await Promise.all(both)).map(({ node }) => node?.kind)).toEqual(['Sequence', 'Fetch']);
  });

  test('gives up an operation that takes too long, leaves the event loop alone, and plans the next', async () => {
    const planner = createApolloPlanner(supergraph);
    await planner.plan(operation(SIMPLE));
    let ticks = 0;
    const ticking = setInterval(() => ++ticks, PLANNING_DEADLINE_MS / 100);
    const start = performance.now();
    const endless = planner.plan(operation(ENDLESS));
    const next = planner.plan(operation(SIMPLE));
    await expect(endless).rejects.toMatchObject({ code: 'OPERATION_TOO_COMPLEX' });
    expect(performance.now() - start).toBeGreaterThan(PLANNING_DEADLINE_MS - 10);
    clearInterval(ticking);
    // A hundred where nothing else runs; one or two if it were planned here.
    expect(ticks).toBeGreaterThan(5);
    expect((await next).node?.kind).toBe('Sequence');
  });

  test('fails, and plans again, when its thread has ended', async () => {
    const planner = createApolloPlanner(supergraph);
    const started = nextWorker();
    const planned = planner.plan(operation(SIMPLE));
    planned.catch(() => undefined);
    await (await started).terminate();
    await expect(planned).rejects.toThrow(PlannerFailure);
    expect((await planner.plan(operation(SIMPLE))).node?.kind).toBe('Sequence');
  });

  test('fails for a supergraph that it cannot read', async () => {
    const planner = createApolloPlanner({ ...supergraph, sdl: 'type Query { a: [ }' });
    await expect(planner.plan(operation('{ a }'))).rejects.toThrow(PlannerFailure);
  });

  test('tells errors as they are', async () => {
    const planner = createApolloPlanner(supergraph);
    await expect(planner.plan(operation('{ nothing }'))).rejects.toThrow(/"nothing"/);
  });

  test('gives up when nobody waits any more', async () => {
    const planner = createApolloPlanner(supergraph);
    const gone = new AbortController();
    const planned = planner.plan(operation(SIMPLE, gone.signal));
    gone.abort();
    await expect(planned).rejects.toMatchObject({ code: 'REQUEST_CANCELLED' });
    await expect(planner.plan(operation(SIMPLE, gone.signal))).rejects.toMatchObject({
      code: 'REQUEST_CANCELLED',
    });
  });
});
