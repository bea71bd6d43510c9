import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { print } from '../output/print.ts';
import { stopStaleServer } from '../postgres/stale-server.ts';
import { livingHolder } from '../process/single-instance.ts';
import { localFolder } from '../repository.ts';
import { UserError } from '../user-error.ts';

/** Removes the local data: databases, keys, caches. Refuses while the system or its tests run. */
export async function run(): Promise<number> {
  for (const lock of ['start.lock', 'test-postgres.lock']) {
    const holder = livingHolder(join(localFolder, lock));
    if (holder !== undefined) {
      throw new UserError(`Causeway is running (process ${holder}). Stop it first.`);
    }
  }
  if (!existsSync(localFolder)) {
    print('Nothing to remove.');
    return 0;
  }
  for (const server of ['postgres', 'test-postgres']) {
    await stopStaleServer(join(localFolder, server, 'data'));
  }
  const removed = await readdir(localFolder);
  await rm(localFolder, { recursive: true });
  print(`Removed .causeway (${removed.join(', ')}). The next start makes everything anew.`);
  return 0;
}
