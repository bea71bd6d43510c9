import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const FIXTURE = fileURLToPath(new URL('./service-process.ts', import.meta.url));

/** Runs the fixture as a process of its own, in one of its modes. */
function spawnService(mode: string) {
  const child = spawn(process.execPath, [FIXTURE, mode], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  // Not `exit`: what it wrote last may come after that.
  const exited = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let output = '';
  const waiting = new Map<string, () => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      for (const [text, resolve] of waiting) if (output.includes(text)) resolve();
    });
  }
  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    exitCode: async () => (await exited)[0],
    output: () => output,
    says: (text: string) =>
      new Promise<void>((resolve) => {
        if (output.includes(text)) resolve();
        else waiting.set(text, resolve);
      }),
  };
}

// A process loads much before it begins: on a machine that does other things, for long.
describe('runService', { timeout: 180_000 }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('closes on %s and exits 0', async (signal) => {
    const service = spawnService('run');
    await service.says('running');
    service.kill(signal);
    expect(await service.exitCode()).toBe(0);
    expect(service.output()).toContain('fixture closed');
  });

  it('finishes its start before it closes when the signal comes early', async () => {
    const service = spawnService('slow-start');
    await service.says('starting');
    service.kill('SIGTERM');
    expect(await service.exitCode()).toBe(0);
    expect(service.output()).toMatch(/running.*fixture closed/s);
  });

  it('exits 1 with every problem of a wrong configuration, and no stack', async () => {
    const service = spawnService('bad-configuration');
    expect(await service.exitCode()).toBe(1);
    expect(service.output()).toContain('  PORT: expected a port between 0 and 65535, got "abc"');
    expect(service.output()).toContain('  ASSERTION_TRUST_FILE: required, but not set');
    expect(service.output()).not.toMatch(/ {4}at /);
  });

  it('exits 1 and says why when the start fails', async () => {
    const service = spawnService('failing-start');
    expect(await service.exitCode()).toBe(1);
    expect(service.output()).toContain('"msg":"start failed"');
    expect(service.output()).toContain('no database');
  });

  it('exits 1 after five seconds when closing hangs', async () => {
    const service = spawnService('hanging-close');
    await service.says('running');
    const startedAtMs = performance.now();
    service.kill('SIGTERM');
    expect(await service.exitCode()).toBe(1);
    expect(performance.now() - startedAtMs).toBeGreaterThan(4_900);
    expect(service.output()).toContain('closing took too long');
  });

  it('exits at once on a second signal, and says which it was', async () => {
    const service = spawnService('hanging-close');
    await service.says('running');
    const startedAtMs = performance.now();
    service.kill('SIGTERM');
    // The first is passed on twice at times; a second one comes from somebody who has seen nothing happen.
    service.kill('SIGTERM');
    const again = setInterval(() => service.kill('SIGINT'), 100);
    expect(await service.exitCode()).toBe(130);
    clearInterval(again);
    expect(performance.now() - startedAtMs).toBeGreaterThan(490);
    expect(service.output()).not.toContain('closing took too long');
  });

  it('exits 1 when closing fails', async () => {
    const service = spawnService('failing-close');
    await service.says('running');
    service.kill('SIGTERM');
    expect(await service.exitCode()).toBe(1);
    expect(service.output()).toContain('closing failed');
  });

  it('logs a rejection that nobody handled and goes on', async () => {
    const service = spawnService('unhandled-rejection');
    await service.says('unhandled rejection');
    service.kill('SIGTERM');
    expect(await service.exitCode()).toBe(0);
  });

  it('logs an exception that nobody caught, closes in order and exits 1', async () => {
    const service = spawnService('uncaught-exception');
    expect(await service.exitCode()).toBe(1);
    expect(service.output()).toMatch(/"msg":"uncaught exception".*fixture closed/s);
  });

  it('exits 1 on such an exception while it starts, without closing what is half started', async () => {
    const service = spawnService('exception-during-start');
    expect(await service.exitCode()).toBe(1);
    expect(service.output()).toContain('"msg":"uncaught exception"');
    expect(service.output()).not.toContain('fixture closed');
  });
});
