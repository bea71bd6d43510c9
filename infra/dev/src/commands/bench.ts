import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Measures the gateway beside others; `--help` tells the arguments, docs/benchmarks.md the rest. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('gateway/bench/bench.ts');
  return runInForeground(process.execPath, [entry, ...args], repository);
}
