import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'generated', '.turbo']);

/**
 * Does `work` unless its inputs are what they were the last time and its output is still there.
 * Returns whether it was done. Inputs are files, folders, or plain text that begins with `=`.
 */
export async function unlessUnchanged(
  options: { stamp: string; inputs: readonly string[]; output: string },
  work: () => Promise<void>,
): Promise<boolean> {
  const { stamp, inputs, output } = options;
  const hash = createHash('sha256');
  for (const input of inputs) await hashInput(hash, input);
  const wanted = hash.digest('hex');
  const last = await readFile(stamp, 'utf8').catch(() => '');
  if (last === wanted && existsSync(output)) return false;
  await work();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, wanted);
  return true;
}

async function hashInput(hash: ReturnType<typeof createHash>, input: string): Promise<void> {
  hash.update(input);
  if (input.startsWith('=')) return;
  if (!(await stat(input)).isDirectory()) {
    hash.update(await readFile(input));
    return;
  }
  for (const name of (await readdir(input)).filter((entry) => !SKIPPED.has(entry)).sort()) {
    await hashInput(hash, join(input, name));
  }
}
