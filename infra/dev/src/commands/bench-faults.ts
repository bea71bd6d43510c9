import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Measures what one subgraph's faults cost the clients of others, and its own. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('gateway/bench/faults/faults.ts');
  return runInForeground(process.execPath, [entry, ...args], repository);
}
