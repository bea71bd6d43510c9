import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubgraphInput } from '@causeway/schema-kit';
import { CliError } from '../cli-error.ts';
import { type RunningMocks, startMocks } from '../mocks/start-mocks.ts';
import { paint } from '../output/paint.ts';
import { printProblem } from '../output/print-problem.ts';
import { sdlOf } from '../supergraph/sdl-of.ts';
import { type Composed, composeOnce } from './compose-once.ts';
import type { DevOptions } from './dev-verb.ts';
import { readOthers } from './read-others.ts';
import { type RunningGateway, startGateway } from './start-gateway.ts';
import { watchSchemas } from './watch-schemas.ts';

/**
 * Serves a graph of one's own subgraph and others until it is told to end, and leaves nothing behind.
 * Throws CliError for what cannot be begun with, and when the gateway ends by itself.
 */
export async function runDev(ref: string | undefined, options: DevOptions): Promise<void> {
  const remote = await readOthers(ref, options);
  const folder = mkdtempSync(join(tmpdir(), 'causeway-dev-'));
  const mocks = await startMocks();
  const stop = stopOnSignal();
  let gateway: RunningGateway | null = null;
  try {
    const others = withMocks(remote, options, mocks);
    tellOthers(others, remote);
    const supergraph = join(folder, 'supergraph.graphql');
    const statusFile = join(folder, 'status.json');
    const compose = async () => {
      const composed = await composeOnce(options, others);
      useMocks(others, mocks);
      if (composed.state === 'ok') replace(supergraph, composed.supergraphSdl);
      replace(statusFile, statusOf(composed));
      tell(composed, options.port);
      if (composed.state === 'failed' || gateway !== null) return;
      gateway = startGateway({ supergraph, port: options.port, statusFile });
      // It goes by itself, and well, when a terminal tells both of them to.
      const end = (code: number | null) => stop.abort(code === 0 ? 'ended' : undefined);
      gateway.ended.then(end, () => stop.abort());
    };
    await compose();
    for await (const _ of watchSchemas(options, others, stop.signal)) await compose();
    throwIfEndedAlone(stop.signal);
  } finally {
    await (gateway as RunningGateway | null)?.close();
    await mocks.close();
    rmSync(folder, { recursive: true });
  }
}

/**
 * Aborted by Ctrl-C with a reason, by the gateway's failure without one. A signal comes more than once, from
 * the terminal and from whoever runs this, and must not cut tidying up short.
 */
function stopOnSignal(): AbortController {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => stop.abort(signal));
  }
  return stop;
}

function throwIfEndedAlone({ reason }: AbortSignal): void {
  if (typeof reason === 'string') return;
  const message = 'The gateway has ended by itself; what it said stands above. Is the port free?';
  throw new CliError('refused', { code: 'GATEWAY_ENDED', message });
}

/** Sends those that are to be made up to the mocks. Throws CliError for a name that nobody has. */
function withMocks(
  others: readonly SubgraphInput[],
  { mock, mockAll }: DevOptions,
  mocks: RunningMocks,
): SubgraphInput[] {
  const names = others.map(({ name }) => name);
  const unknown = mock.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const known = names.length === 0 ? 'there are no others' : `others are ${names.join(', ')}`;
    const message = `There is no subgraph "${unknown}" to mock: ${known}.`;
    throw new CliError('usage', { code: 'MOCK', message });
  }
  return others.map((other) =>
    mockAll || mock.includes(other.name) ? { ...other, url: mocks.urlOf(other.name) } : other,
  );
}

/** A schema that is no GraphQL is told by the composer; what was made up of it last stays. */
function useMocks(others: readonly SubgraphInput[], mocks: RunningMocks): void {
  for (const other of others.filter(({ name, url }) => url === mocks.urlOf(name))) {
    try {
      mocks.use(other.name, sdlOf(other));
    } catch {}
  }
}

function tellOthers(others: readonly SubgraphInput[], remote: readonly SubgraphInput[]): void {
  for (const [index, { name, url }] of others.entries()) {
    const from = url === remote[index]?.url ? url : 'mocked';
    process.stderr.write(`· ${name}: ${from}\n`);
  }
}

function tell(composed: Composed, port: string): void {
  const { stderr } = process;
  if (composed.state === 'ok') {
    stderr.write(`${paint('green', '✓', stderr)} composed: http://localhost:${port}/\n`);
    return;
  }
  const served = 'What composed last is served.';
  stderr.write(`${paint('red', '✗', stderr)} The subgraphs do not compose. ${served}\n`);
  for (const problem of composed.problems) stderr.write(printProblem(problem, stderr));
}

/** What the sandbox shows, see the gateway's `/sandbox/status`. */
function statusOf({ state, problems }: Composed): string {
  return JSON.stringify({ state, problems, at: new Date().toISOString() });
}

/** Readers see the whole text of before or the whole text of now. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
