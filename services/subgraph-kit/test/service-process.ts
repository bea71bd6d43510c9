import { writeSync } from 'node:fs';
import { z } from 'zod';
import { type RunningService, readConfig, runService, subgraphSettings } from '../src/index.ts';

/** A process for run-service.test.ts; its first argument says how it misbehaves. */
const mode = process.argv[2] ?? 'run';
const say = (text: string) => writeSync(process.stdout.fd, `${text}\n`);

await runService(async () => {
  say('starting');
  await start();
  // Holds the process open, as a listening socket does.
  const heldOpen = setInterval(() => {}, 60_000);
  say('running');
  misbehave();
  return {
    async close() {
      await close();
      clearInterval(heldOpen);
      say('fixture closed');
    },
  } satisfies RunningService;
});

async function start(): Promise<void> {
  if (mode === 'slow-start') await new Promise((resolve) => setTimeout(resolve, 300));
  if (mode === 'exception-during-start') {
    throwLater();
    await new Promise(() => {});
  }
  if (mode === 'failing-start') throw new Error('no database');
  if (mode === 'bad-configuration') {
    readConfig(z.object(subgraphSettings({ port: 4001 })), { PORT: 'abc' });
  }
}

function misbehave(): void {
  if (mode === 'unhandled-rejection') void Promise.reject(new Error('forgotten'));
  if (mode === 'uncaught-exception') throwLater();
}

function throwLater(): void {
  setTimeout(() => {
    throw new Error('unexpected');
  }, 10);
}

async function close(): Promise<void> {
  if (mode === 'hanging-close') await new Promise(() => {});
  if (mode === 'failing-close') throw new Error('pool is stuck');
}
