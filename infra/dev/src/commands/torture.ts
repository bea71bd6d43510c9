import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Checks out by thousands while processes are killed, and counts what is broken; `--help` tells the arguments. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('infra/torture/src/torture.ts');
  return runInForeground(process.execPath, [entry, ...args], repository);
}
