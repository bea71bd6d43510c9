import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';

export interface TestProcess {
  /** Resolves when the process has written that line, now or before. */
  said(line: string): Promise<void>;
  /** Ends it as a machine that fails does. */
  kill(): Promise<void>;
}

/** Starts scripts of test/process; what is still running after a test is killed. */
export function useProcesses(): (script: string, env: Record<string, string>) => TestProcess {
  const running = new Set<ChildProcess>();
  const kill = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  afterEach(async () => {
    await Promise.all([...running].map(kill));
    running.clear();
  });
  return (script, env) => {
    const path = fileURLToPath(new URL(`../process/${script}`, import.meta.url));
    const child = spawn(process.execPath, [path], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    running.add(child);
    const lines = new Set<string>();
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => lines.add(line));
    return {
      async said(line) {
        while (!lines.has(line)) await once(reader, 'line');
      },
      kill: () => kill(child),
    };
  };
}
