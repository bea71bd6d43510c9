import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

const entry = fileURLToPath(new URL('../src/main.ts', import.meta.url));

// Each run is a process, which loads much before it begins: several of them take long where others run.
vi.setConfig({ testTimeout: 150_000 });

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the CLI as a process to its end. */
export async function runCauseway(
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string; cwd?: string } = {},
): Promise<Ran> {
  const { env = {}, input = '', cwd } = options;
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...inherited, ...env },
    ...(cwd !== undefined && { cwd }),
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  return { status, stdout, stderr };
}
