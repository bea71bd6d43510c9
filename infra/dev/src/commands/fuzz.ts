import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Sends a server requests made by chance; `--help` tells the arguments, docs/hostile-internet.md the rest. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('gateway/fuzz/fuzz.ts');
  return runInForeground(process.execPath, [entry, ...args], repository);
}
