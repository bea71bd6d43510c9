import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface TestProcess {
  /** Resolves when the process has written that line, now or before. */
  said(line: string): Promise<void>;
  /** Ends it as a machine that fails does. */
  kill(): Promise<void>;
  /** Asks it to end; returns its exit code. */
  terminate(): Promise<number | null>;
  /** Stops it in its tracks, with its connections open, until it is resumed. */
  pause(): void;
  resume(): void;
  /** Writes a line to its input. */
  tell(line: string): void;
}

/** Starts a script of test/process. */
export function startProcess(script: string, env: Record<string, string>): TestProcess {
  const path = fileURLToPath(new URL(`../process/${script}`, import.meta.url));
  const child = spawn(process.execPath, [path], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = new Set<string>();
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.add(line));
  return {
    async said(line) {
      while (!lines.has(line)) await once(reader, 'line');
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
    async terminate() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const [exitCode] = await exited;
      return exitCode;
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    tell: (line) => void child.stdin.write(`${line}\n`),
  };
}
