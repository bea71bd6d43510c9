import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Sends a server what hostile clients send; `--help` tells the arguments, docs/hostile-internet.md the rest. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('gateway/attack/attack.ts');
  return runInForeground(process.execPath, [entry, ...args], repository);
}
