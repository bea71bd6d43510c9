import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../peers/', import.meta.url));
const stamp = join(folder, 'node_modules/.bench-installed');
const root = new URL('../../../package.json', import.meta.url);

/** Installs the peers from their own lockfile, unless they are there. */
export async function installPeers(): Promise<void> {
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stdout.write('· installing the peers (the first time takes half a minute)\n');
  const { packageManager } = JSON.parse(readFileSync(root, 'utf8'));
  await run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile']);
  writeFileSync(stamp, wanted);
}

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Installing the peers failed:\n${output}`));
    });
  });
}
