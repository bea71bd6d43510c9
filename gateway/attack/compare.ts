import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { printSchema } from 'graphql';
import type { Contender } from '../bench/contenders/contender.ts';
import { contenders } from '../bench/contenders/contenders.ts';
import { installPeers } from '../bench/contenders/install-peers.ts';
import { startContender } from '../bench/contenders/start-contender.ts';
import { type PreparedGraph, prepareGraph } from '../bench/prepare-graph.ts';
import { answerSubgraph } from '../bench/subgraphs/answer-subgraph.ts';
import { serveSubgraphs } from '../bench/subgraphs/serve-subgraphs.ts';
import { planning } from '../bench/workloads/planning/planning.ts';
import type { AttackOptions } from './attack-options.ts';
import { createReadMemory } from './run/read-memory.ts';
import { type GroupReport, runSuite, type SuiteOptions } from './run/run-suite.ts';
import { readTarget } from './target/read-target.ts';

export interface ComparedReport {
  readonly contender: string;
  readonly reports: readonly GroupReport[];
  /** How often it had to be started anew, since it did not answer any more. */
  readonly restarts: number;
}

/** Tries gateways of the benchmark one after the other, on its graph of subgraphs that look alike. */
export async function compare(
  names: readonly string[],
  options: AttackOptions,
  report: SuiteOptions['report'],
): Promise<ComparedReport[]> {
  const picked = names.map(contenderOf);
  await installPeers();
  const folder = mkdtempSync(join(tmpdir(), 'causeway-attack-'));
  const subgraphs = await serveSubgraphs(answerSubgraph(planning), []);
  try {
    const graph = prepareGraph({ workload: planning, urlOf: subgraphs.urlOf, folder });
    const compared: ComparedReport[] = [];
    for (const contender of picked) {
      compared.push(await tryContender(contender, { graph, options, report }));
    }
    return compared;
  } finally {
    subgraphs.close();
    rmSync(folder, { recursive: true });
  }
}

function contenderOf(name: string): Contender {
  const found = contenders.find((contender) => contender.name === name);
  if (found === undefined) throw new Error(`There is no gateway "${name}" in the benchmark.`);
  return found;
}

async function tryContender(
  contender: Contender,
  {
    graph,
    options,
    report,
  }: { graph: PreparedGraph; options: AttackOptions; report: SuiteOptions['report'] },
): Promise<ComparedReport> {
  let restarts = 0;
  let running = await startContender({ contender, graph, nodeFlags: [] });
  try {
    const target = await readTarget({
      ...{
        url: new URL(`http://127.0.0.1:${running.port}/graphql`),
        headers: options.headers,
        query: '{ start { id } }',
      },
      ...{ schemaFile: writeApiSchema(graph), holdMs: options.holdMs, publicKeys: [] },
    });
    const reports = await runSuite({
      ...{ target, report, groups: options.groups, isExact: false },
      ...{ deadlineMs: options.deadlineMs, patienceMs: options.patienceMs },
      readMemory: () => createReadMemory({ pid: running.pids[0] })(),
      async revive() {
        restarts += 1;
        await running.stop();
        running = await startContender({ contender, graph, nodeFlags: [], port: running.port });
      },
    });
    return { contender: contender.name, reports, restarts };
  } finally {
    await running.stop();
  }
}

function writeApiSchema({ folder, supergraphFile }: PreparedGraph): string {
  const supergraph = Supergraph.build(readFileSync(supergraphFile, 'utf8'));
  const file = join(folder, 'schema.graphql');
  writeFileSync(file, printSchema(supergraph.apiSchema().toGraphQLJSSchema()));
  return file;
}
