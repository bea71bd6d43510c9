import { step } from '../output/step.ts';
import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';
import { buildSandbox } from '../stack/build-sandbox.ts';
import { generateClients } from '../stack/generate-clients.ts';

/** Runs every test, or those that the arguments name (they go to vitest as they are). */
export async function run(args: string[]): Promise<number> {
  await step('database clients generated', async (note) => {
    note((await generateClients()).join(', ') || 'unchanged');
  });
  await step('sandbox built', async (note) => {
    if (!(await buildSandbox())) note('unchanged');
  });
  const vitest = inRepository('node_modules/.bin/vitest');
  return runInForeground(vitest, ['run', ...args.filter((arg) => arg !== '--')], repository);
}
