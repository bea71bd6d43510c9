import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';
import { defaultStackOptions } from '../stack/stack-options.ts';
import { startStack } from '../stack/start-stack.ts';

/**
 * Starts a system of its own on free ports, freshly seeded, and measures the flagship query on it.
 * With `--url` it measures a running one instead; the other arguments are the benchmark's.
 */
export async function run(args: string[]): Promise<number> {
  const given = args.filter((arg) => arg !== '--');
  if (given.includes('--url')) return measure(given);
  const folder = await mkdtemp(join(tmpdir(), 'causeway-bench-'));
  // As root, PostgreSQL runs as somebody else, who must be able to enter.
  await chmod(folder, 0o755);
  try {
    await using cleanup = new AsyncDisposableStack();
    const { url } = await startStack(
      {
        ...defaultStackOptions,
        ...{ folder, gatewayPort: 0, servicesPort: 0, postgresPort: 0, buildSandbox: false },
      },
      cleanup,
    );
    return await measure(['--url', `${url}/graphql`, ...given]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function measure(args: readonly string[]): Promise<number> {
  const entry = inRepository('gateway/bench/flagship.ts');
  return runInForeground(process.execPath, [entry, ...args], repository);
}
