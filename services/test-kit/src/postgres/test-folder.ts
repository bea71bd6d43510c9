import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive } from '@causeway/dev';

const folders = fileURLToPath(new URL('../../../../.causeway/', import.meta.url));

/**
 * A folder for this run's PostgreSQL: the one that keeps its templates between runs, or, while another
 * run holds that one, a folder of its own that goes with it.
 */
export function takeTestFolder(): { folder: string; release: () => void } {
  mkdirSync(folders, { recursive: true });
  const kept = join(folders, 'test-postgres');
  const lock = `${kept}.lock`;
  if (tryLock(lock)) return { folder: kept, release: () => rmSync(lock, { force: true }) };
  const own = `${kept}-${process.pid}`;
  return { folder: own, release: () => rmSync(own, { recursive: true, force: true }) };
}

function tryLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isAlive(Number(readFileSync(lock, 'utf8')))) return false;
    rmSync(lock, { force: true });
    return tryLock(lock);
  }
}
