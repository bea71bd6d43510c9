import { readFileSync } from 'node:fs';
import { inRepository, repository } from '../repository.ts';
import { runQuietly } from './run-program.ts';

/** Runs the pinned pnpm, which only npx knows where to find. Rejects with what it said when it fails. */
export function runPnpm(...args: readonly string[]): Promise<void> {
  const { packageManager } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  return runQuietly('npx', ['--yes', packageManager, ...args], repository);
}

/** Generates the types of the resolvers from the schemas that have changed. */
export function generateTypes(): Promise<void> {
  // turbo wants pnpm beside it.
  return runPnpm('exec', 'turbo', 'run', 'generate:types', '--output-logs=errors-only');
}
