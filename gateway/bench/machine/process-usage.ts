import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface ProcessUsage {
  /** Of all threads, since the start. */
  cpuMs: number;
  peakMemoryBytes: number;
}

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own clock. */
const TICK_MS = 10;

/** Whether the machine tells what processes use: Linux does. */
export const usageIsKnown = existsSync('/proc/self/stat');

/** What a process and all below it used. */
export function processUsage(pid: number): ProcessUsage {
  const usage = { cpuMs: 0, peakMemoryBytes: 0 };
  if (!usageIsKnown) return usage;
  for (const member of familyOf(pid)) {
    usage.cpuMs += (Number(member.fields[11]) + Number(member.fields[12])) * TICK_MS;
    usage.peakMemoryBytes += peakMemoryBytes(member.pid);
  }
  return usage;
}

interface Process {
  pid: number;
  /** Those of /proc/<pid>/stat after the name: state, parent, … */
  fields: readonly string[];
}

function familyOf(pid: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const family = all.filter((process) => process.pid === pid);
  for (const { pid: parent } of family) {
    family.push(...all.filter(({ fields }) => Number(fields[1]) === parent));
  }
  return family;
}

/** Null when it has ended meanwhile. */
function readProcess(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything.
    return { pid, fields: stat.slice(stat.lastIndexOf(')') + 2).split(' ') };
  } catch {
    return null;
  }
}

function peakMemoryBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}
