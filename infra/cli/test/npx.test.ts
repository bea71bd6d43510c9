import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const cache = mkdtempSync(join(tmpdir(), 'causeway-npx-'));
afterAll(() => rmSync(cache, { recursive: true }));

test('npx takes the command from the checkout and asks no registry for it', async () => {
  const env = {
    ...process.env,
    npm_config_cache: cache,
    // Nobody listens there.
    npm_config_registry: 'http://127.0.0.1:9/',
  };
  const run = promisify(execFile);
  const { stdout } = await run('npx', ['causeway', '--help'], { cwd: repository, env });
  expect(stdout).toMatch(/^Usage: causeway /);
}, 150_000);
