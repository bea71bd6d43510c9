import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Does to a gateway what happens in operation, and counts what its clients lose; `--help` tells the arguments. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('gateway/drill/drill.ts');
  return runInForeground(process.execPath, [entry, ...args], repository);
}
