import { expect } from 'vitest';
import type { Group } from '../../attack/groups/group.ts';
import { formatFaults } from '../../attack/report/format-suite.ts';
import { runSuite } from '../../attack/run/run-suite.ts';
import type { AttackedGateway } from './use-attacked-gateway.ts';

/** Far above what a free machine shows: this one runs other tests, too. */
const PATIENCE_MS = 10_000;
const DEADLINE_MS = 30_000;
const MOST_MEMORY_BYTES = 1_000_000_000;

/** Runs a group, held to statuses and codes; whatever is wrong with any case is in the message. */
export async function expectWithstood(
  group: Group,
  { process, target, readMemory }: AttackedGateway,
): Promise<void> {
  const loggedBefore = process.log.length;
  const reports = await runSuite({
    ...{ target, groups: [group], isExact: true, readMemory },
    ...{ deadlineMs: DEADLINE_MS, patienceMs: PATIENCE_MS },
    report: () => undefined,
  });
  expect(formatFaults(reports)).toBe('');
  expect(reports[0]?.cases.length).toBeGreaterThan(0);
  expect(reports[0]?.memoryBytes.after ?? 0).toBeLessThan(MOST_MEMORY_BYTES);
  expect(process.log.slice(loggedBefore).filter(isAlarm)).toEqual([]);
}

/** What a stranger sends is no error of ours. */
function isAlarm(line: string): boolean {
  return /"level":"(error|fatal)"/.test(line) || !line.startsWith('{');
}
