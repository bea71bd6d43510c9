import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../process/is-alive.ts';
import { UserError } from '../user-error.ts';

const STOP_TIMEOUT_MS = 10_000;

/**
 * Stops a server that an earlier, killed run left behind on this data folder. PostgreSQL itself
 * removes the file of one that is gone. Throws UserError when it does not stop within 10 s.
 */
export async function stopStaleServer(dataFolder: string): Promise<void> {
  const pid = await serverPid(dataFolder);
  if (pid === undefined || !isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      throw new UserError(
        `A PostgreSQL server (process ${pid}) holds ${dataFolder} and does not stop.`,
      );
    }
    await sleep(50);
  }
}

/** The process that holds the data folder, if it is a PostgreSQL server (postmaster.pid, line 1). */
async function serverPid(dataFolder: string): Promise<number | undefined> {
  const file = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, folder] = file.split('\n');
  return folder === dataFolder && Number(pid) > 0 ? Number(pid) : undefined;
}
