import { readFileSync } from 'node:fs';

/** Makes what reads the resident memory of the server: of a process here, or as its metrics tell. */
export function createReadMemory({
  pid,
  metrics,
}: {
  pid?: number | undefined;
  metrics?: string | undefined;
}): () => Promise<number | null> {
  if (metrics !== undefined) return () => readFromMetrics(metrics);
  return async () => (pid === undefined ? null : readFromProcess(pid));
}

/** OpenTelemetry's name, as Prometheus reads it. */
const METRIC = /^process_memory_usage(?:_bytes)?(?:\{[^}]*\})? (\S+)/m;

async function readFromMetrics(metrics: string): Promise<number | null> {
  const response = await fetch(metrics, { signal: AbortSignal.timeout(5_000) });
  const found = METRIC.exec(await response.text());
  return found === null ? null : Number(found[1]);
}

/** Null where the machine does not tell: Linux does. */
function readFromProcess(pid: number): number | null {
  try {
    const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? null : Number(found[1]) * 1_024;
  } catch {
    return null;
  }
}
