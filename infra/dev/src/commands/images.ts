import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';

/** Takes the pictures in docs/images from a system that `npm start` has just made. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('gateway/test/sandbox/take-images.ts');
  const given = args.filter((arg) => arg !== '--');
  return runInForeground(process.execPath, [entry, ...given], repository);
}
