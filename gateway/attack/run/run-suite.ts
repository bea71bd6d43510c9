import type { Group } from '../groups/group.ts';
import { post } from '../http/graphql-request.ts';
import type { Target } from '../target/target.ts';
import { startInnocentClient } from './innocent-client.ts';
import { type CaseReport, runCase, type Trial } from './run-case.ts';

export interface GroupReport {
  readonly group: string;
  readonly summary: string;
  readonly cases: readonly CaseReport[];
  /** Resident memory of the server before the group and after it, where it is told. */
  readonly memoryBytes: { readonly before: number | null; readonly after: number | null };
}

export interface SuiteOptions {
  readonly target: Target;
  readonly groups: readonly Group[];
  readonly isExact: boolean;
  readonly deadlineMs: number;
  readonly patienceMs: number;
  readMemory(): Promise<number | null>;
  /** Told of each case as it ends. */
  report(group: Group, report: CaseReport): void;
  /** Brings a server back that does not answer any more; without it the suite ends there. */
  revive?: (() => Promise<void>) | undefined;
}

/** Runs the groups one after the other. Rejects when the server is gone and cannot be brought back. */
export async function runSuite(options: SuiteOptions): Promise<GroupReport[]> {
  const reports: GroupReport[] = [];
  for (const group of options.groups) reports.push(await runGroup(group, options));
  return reports;
}

async function runGroup(group: Group, options: SuiteOptions): Promise<GroupReport> {
  const { target, isExact, deadlineMs, patienceMs, readMemory, report } = options;
  const start = () => startTrial(target, { isExact, deadlineMs, patienceMs });
  let trial = start();
  const cases: CaseReport[] = [];
  const before = await readMemory();
  try {
    for (const hostile of await group.cases(target)) {
      const ended = await runCase(hostile, trial);
      cases.push(ended);
      report(group, ended);
      if (!isGone(ended) || options.revive === undefined) continue;
      await trial.innocent.stop();
      await options.revive();
      trial = start();
    }
    const { faults } = await trial.innocent.read();
    if (faults.length > 0) throw new Error(`After "${group.name}" the server fails: ${faults[0]}`);
  } finally {
    await trial.innocent.stop();
  }
  const { name, summary } = group;
  return { group: name, summary, cases, memoryBytes: { before, after: await readMemory() } };
}

function startTrial(
  target: Target,
  { isExact, deadlineMs, patienceMs }: Pick<SuiteOptions, 'isExact' | 'deadlineMs' | 'patienceMs'>,
): Trial {
  const { query, body } = target.innocent;
  const [request] = post(target, { query }).pieces as readonly [Uint8Array];
  const innocent = startInnocentClient({
    ...{ href: target.url.href, request, body },
    patienceMs: deadlineMs,
  });
  const judgement = { isExact, innocentBody: body };
  return { url: target.url, innocent, judgement, deadlineMs, patienceMs };
}

/** The innocent had no answer within the deadline: what comes next would measure the same again. */
function isGone({ innocent }: CaseReport): boolean {
  return innocent.faults.length > 0;
}
