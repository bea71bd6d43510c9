import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const app = fileURLToPath(new URL('../../sandbox-app/', import.meta.url));
const sources = ['src', 'examples', 'index.html', 'package.json', 'vite.config.ts'];

/** Builds the page if it has not been built, or has changed since. */
export async function buildSandbox(): Promise<void> {
  const builtMs = modifiedMs(join(app, 'dist/index.html'));
  if (sources.every((source) => newestMs(join(app, source)) <= builtMs)) return;
  const vite = createRequire(join(app, 'package.json')).resolve('vite/package.json');
  const bin = join(vite, '../bin/vite.js');
  await promisify(execFile)(process.execPath, [bin, 'build', '--logLevel', 'error'], { cwd: app });
}

function newestMs(path: string): number {
  if (!statSync(path).isDirectory()) return modifiedMs(path);
  const below = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(...below.map((name) => modifiedMs(join(path, name))));
}

function modifiedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
