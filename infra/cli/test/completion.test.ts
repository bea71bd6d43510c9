import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCauseway } from './run-causeway.ts';

test('bash completes verbs, then their options', async () => {
  const { stdout: script } = await runCauseway(['completion', 'bash']);
  const complete = (...words: string[]) => {
    const setUp = `COMP_WORDS=(causeway ${words.map((word) => `'${word}'`).join(' ')})`;
    const ask = `COMP_CWORD=${words.length}; _causeway; echo "\${COMPREPLY[@]}"`;
    const input = `${script}\n${setUp}\n${ask}`;
    return execFileSync('bash', ['--norc'], { input, encoding: 'utf8' }).trim().split(' ');
  };
  expect(complete('sub')).toEqual(['subgraph']);
  expect(complete('graph', '')).toEqual(expect.arrayContaining(['history', 'rollback', 'diff']));
  expect(complete('graph', 'rollback', 'shop@production', '--t')).toEqual(['--token-file', '--to']);
});

test.each([
  ['zsh', 'bashcompinit'],
  ['fish', "complete -c causeway -n '__fish_seen_subcommand_from graph; and"],
])('%s gets a script of its own', async (shell, part) => {
  expect((await runCauseway(['completion', shell])).stdout).toContain(part);
});

test('a reader that has seen enough is no fault', () => {
  const entry = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const command = 'set -o pipefail; "$0" "$1" completion bash | true';
  const ran = spawnSync('bash', ['-c', command, process.execPath, entry], { encoding: 'utf8' });
  expect([ran.status, ran.stderr]).toEqual([0, '']);
});
