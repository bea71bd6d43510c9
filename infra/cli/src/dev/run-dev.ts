import type { SubgraphInput } from '@causeway/schema-kit';
import { CliError } from '../cli-error.ts';
import { type RunningMocks, startMocks } from '../mocks/start-mocks.ts';
import { paint } from '../output/paint.ts';
import { printProblem } from '../output/print-problem.ts';
import { sdlOf } from '../supergraph/sdl-of.ts';
import { type Composed, composeOnce } from './compose-once.ts';
import type { DevOptions } from './dev-verb.ts';
import { findSources } from './find-sources.ts';
import { followSource } from './follow-source.ts';
import { PLACEHOLDER_SDL } from './placeholder.ts';
import { createServedGraph } from './served-graph.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { watchSnapshot } from './watch-snapshot.ts';

const PLACEHOLDER = 'not-composed-yet';

/**
 * Serves a graph of one's own subgraph and others until it is told to end, and leaves nothing behind.
 * Throws CliError for what cannot be begun with, and when the gateway ends by itself.
 */
export async function runDev(ref: string | undefined, options: DevOptions): Promise<void> {
  const stop = new AbortController();
  try {
    await serve(ref, options, stop);
  } finally {
    stop.abort('ended');
  }
  if (stop.signal.reason instanceof Error) throw stop.signal.reason;
}

async function serve(
  ref: string | undefined,
  options: DevOptions,
  stop: AbortController,
): Promise<void> {
  const { signal } = stop;
  const following = { signal, say, fail: (error: unknown) => stop.abort(error) };
  const sources = await Promise.all(
    findSources(ref, options).map((source) => followSource(source, following)),
  );
  const before = takeSnapshot(sources);
  requireMocked(before, options);
  stopOnSignal(stop);
  const mocks = await startMocks();
  const graph = createServedGraph({
    port: options.port,
    placeholder: makeUp({ name: PLACEHOLDER, url: '', typeDefs: PLACEHOLDER_SDL }, mocks),
    // It goes by itself, and well, when a terminal tells both of them to.
    onEnd: (code) => stop.abort(code === 0 ? 'ended' : gatewayEnded()),
  });
  try {
    tellOthers(before, options);
    show(before);
    for await (const { snapshot, changes } of watchSnapshot(sources, { before, signal })) {
      for (const change of changes) say(change);
      show(snapshot);
    }
  } finally {
    await graph.close();
    await mocks.close();
  }

  function show(snapshot: Snapshot): void {
    const composed = compose(snapshot, options, mocks);
    graph.show(composed);
    tell(composed, { port: options.port, hasComposed: graph.hasComposed() });
  }
}

/** A signal comes more than once, from the terminal and from whoever runs this, and must not cut tidying up short. */
function stopOnSignal(stop: AbortController): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => stop.abort(name));
  }
}

function gatewayEnded(): CliError {
  const message = 'The gateway has ended by itself; what it said stands above. Is the port free?';
  return new CliError('refused', { code: 'GATEWAY_ENDED', message });
}

/** Throws CliError for the name of a mock that nobody has. */
function requireMocked(snapshot: Snapshot, { name: own, mock }: DevOptions): void {
  const names = [...snapshot.keys()].filter((name) => name !== own);
  const unknown = mock.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const known = names.length === 0 ? 'there are no others' : `others are ${names.join(', ')}`;
  const message = `There is no subgraph "${unknown}" to mock: ${known}.`;
  throw new CliError('usage', { code: 'MOCK', message });
}

function compose(snapshot: Snapshot, options: DevOptions, mocks: RunningMocks): Composed {
  const entries = [...snapshot.values()];
  const problems = entries.flatMap((entry) => (entry.kind === 'missing' ? [entry.problem] : []));
  if (problems.length > 0) return { state: 'failed', problems };
  const subgraphs = entries.flatMap((entry) => (entry.kind === 'subgraph' ? [entry.subgraph] : []));
  return composeOnce(
    subgraphs.map((subgraph) =>
      isMocked(subgraph.name, options) ? makeUp(subgraph, mocks) : subgraph,
    ),
  );
}

function isMocked(name: string, { name: own, mock, mockAll }: DevOptions): boolean {
  return name !== own && (mockAll === true || mock.includes(name));
}

/** A schema that is no GraphQL is told by the composer; what was made up of it last stays. */
function makeUp(subgraph: SubgraphInput, mocks: RunningMocks): SubgraphInput {
  try {
    mocks.use(subgraph.name, sdlOf(subgraph));
  } catch {}
  return { ...subgraph, url: mocks.urlOf(subgraph.name) };
}

function tellOthers(snapshot: Snapshot, options: DevOptions): void {
  for (const [name, entry] of snapshot) {
    if (name === options.name) continue;
    const from = entry.kind === 'subgraph' ? entry.subgraph.url : entry.label;
    say(`${name}: ${isMocked(name, options) ? 'mocked' : from}`);
  }
}

function say(text: string): void {
  process.stderr.write(`· ${text}\n`);
}

function tell(composed: Composed, served: { port: string; hasComposed: boolean }): void {
  const { stderr } = process;
  if (composed.state === 'ok') {
    const address = `http://localhost:${served.port}/`;
    stderr.write(`${paint('green', '✓', stderr)} composed: ${address}\n`);
    return;
  }
  const meanwhile = served.hasComposed
    ? 'What composed last is served.'
    : 'Nothing has composed so far; the graph comes with the first save that does.';
  stderr.write(`${paint('red', '✗', stderr)} The subgraphs do not compose. ${meanwhile}\n`);
  for (const problem of composed.problems) stderr.write(printProblem(problem, stderr));
}
