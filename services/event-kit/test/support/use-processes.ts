import { afterEach } from 'vitest';
import { startProcess, type TestProcess } from './start-process.ts';

/** Starts scripts of test/process; what is still running after a test is killed. */
export function useProcesses(): typeof startProcess {
  const started: TestProcess[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((each) => each.kill()));
  });
  return (script, env) => {
    const child = startProcess(script, env);
    started.push(child);
    return child;
  };
}
