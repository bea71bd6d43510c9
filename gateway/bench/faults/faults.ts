import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeSupergraph } from '@causeway/gateway/compose';
import type { Contender } from '../contenders/contender.ts';
import { type RunningContender, startContender } from '../contenders/start-contender.ts';
import type { HttpMessage } from '../http/read-messages.ts';
import { encodeRequest } from '../load/encode-request.ts';
import { generateLoad, type LoadFigures } from '../load/generate-load.ts';
import { describeMachine } from '../machine/describe-machine.ts';
import { formatNumber } from '../report/format-number.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { type MoodySubgraph, serveMoodySubgraph } from './serve-moody-subgraph.ts';

/**
 * Measures what one subgraph's faults cost the clients of others, and its own: `npm run bench:faults`. Exits
 * with 1 if a query failed that should not have.
 */
const DURATION_MS = 5_000;
const CONNECTIONS = 10;
const HANGING = 200;
const RESTARTS = 3;
const AWAY_MS = 700;
const DEADLINE_MS = 8_000;
const OWN_ENTRY = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

process.exit(await main());

async function main(): Promise<number> {
  print(describeMachine());
  const folder = mkdtempSync(join(tmpdir(), 'causeway-faults-'));
  const subgraphs = await Promise.all(['steady', 'moody'].map(serveMoodySubgraph));
  const [, moody] = subgraphs as [MoodySubgraph, MoodySubgraph];
  const gateway = await startGateway(folder, subgraphs);
  try {
    return await measure(gateway, moody);
  } finally {
    await gateway.stop();
    for (const subgraph of subgraphs) subgraph.stop();
    rmSync(folder, { recursive: true });
  }
}

async function measure({ port }: RunningContender, moody: MoodySubgraph): Promise<number> {
  const load = { port, connections: CONNECTIONS, durationMs: DURATION_MS, drainMs: DEADLINE_MS };
  const steady = { ...load, ...asking('steady', isGood) };
  await generateLoad({ ...steady, durationMs: 3_000 });
  const idle = await generateLoad(steady);

  moody.hang();
  const hanging = generateLoad({ ...load, connections: HANGING, ...asking('moody', () => null) });
  while (moody.waiting() < HANGING) await pause(20);
  const beside = await generateLoad({ ...steady, durationMs: DURATION_MS - 1_000 });
  await hanging;

  const refused = await generateLoad({ ...load, durationMs: 1_500, ...asking('moody', isRefused) });
  moody.answer();
  await untilItIsAnswered(port);

  const restarting = restartNowAndThen(moody);
  const through = await generateLoad({
    ...{ ...load, durationMs: RESTARTS * (AWAY_MS + 2_000), connections: 50 },
    ...asking('moody', isGood),
  });
  await restarting;

  print(
    markdownTable(
      ['what is measured', 'answers', 'failed', 'p50 ms', 'p99 ms', 'worst ms'],
      [
        row(`a healthy subgraph's queries`, idle),
        row(`the same, while ${HANGING} requests to another hang`, beside),
        row('the one that hung, its circuit open', refused),
        row(`one that is restarted ${RESTARTS} times, away for ${AWAY_MS} ms`, through),
      ],
      1,
    ),
  );
  print(`p99 beside the hanging subgraph: ${formatNumber(p(99, beside) / p(99, idle))} × idle`);
  const all = [idle, beside, refused, through];
  for (const { firstFailure } of all) if (firstFailure !== null) print(`failed: ${firstFailure}`);
  return all.every(({ failures }) => failures === 0) ? 0 : 1;
}

function startGateway(
  folder: string,
  subgraphs: readonly MoodySubgraph[],
): Promise<RunningContender> {
  const supergraphFile = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, composeSupergraph({ subgraphs }).supergraphSdl);
  const config = join(folder, 'gateway.yaml');
  writeFileSync(config, `all: { timeoutMs: ${DEADLINE_MS} }\n`);
  const contender: Contender = {
    name: 'causeway',
    command: (_graph, port) => ({
      args: [OWN_ENTRY, '--supergraph', supergraphFile, '--port', String(port), '--config', config],
      env: { LOG_LEVEL: 'fatal', METRICS_PORT: 'off' },
    }),
    findObstacle: () => null,
  };
  const setup = { supergraphFile, subgraphs: [], forwardedHeaders: [] };
  const graph = { folder, supergraphFile, setupFile: config, setup };
  return startContender({ contender, graph, nodeFlags: [] });
}

/** Each request has an alias of its own, so that none shares another's answer. */
function asking(field: string, isRight: (answer: Answer) => boolean | null) {
  let count = 0;
  return {
    nextRequest() {
      count += 1;
      return encodeRequest({ query: `{ a${count % 1_000}: ${field} }` });
    },
    findFault({ body }: HttpMessage) {
      const text = body.toString();
      return isRight(JSON.parse(text)) === false ? text : null;
    },
  };
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

function isGood({ errors }: Answer): boolean {
  return errors === undefined;
}

function isRefused({ errors = [] }: Answer): boolean {
  return errors[0]?.extensions?.code === 'SUBGRAPH_CIRCUIT_OPEN';
}

async function untilItIsAnswered(port: number): Promise<void> {
  for (;;) {
    const one = { port, connections: 1, durationMs: 50, drainMs: DEADLINE_MS };
    const { failures } = await generateLoad({ ...one, ...asking('moody', isGood) });
    if (failures === 0) return;
  }
}

async function restartNowAndThen(moody: MoodySubgraph): Promise<void> {
  for (let count = 0; count < RESTARTS; count += 1) {
    await pause(1_500);
    await moody.restart(AWAY_MS);
  }
}

function row(what: string, figures: LoadFigures): string[] {
  const latencies = [p(50, figures), p(99, figures), p(100, figures)];
  return [
    what,
    String(figures.completed),
    String(figures.failures),
    ...latencies.map(formatNumber),
  ];
}

function p(percent: number, { latenciesMs }: LoadFigures): number {
  const last = latenciesMs.length - 1;
  return latenciesMs[Math.floor((last * percent) / 100)] ?? Number.NaN;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
