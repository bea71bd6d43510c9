import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../user-error.ts';
import { isAlive } from './is-alive.ts';

/**
 * Claims a lock file for this process and returns what releases it. Throws UserError while another
 * living process holds it; a lock whose process is gone is taken over.
 */
export function claimSingleInstance(file: string, what: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const holder = livingHolder(file);
  if (holder !== undefined) {
    throw new UserError(`${what} (process ${holder}). Stop it first.`);
  }
  rmSync(file, { force: true });
  writeFileSync(file, String(process.pid), { flag: 'wx' });
  return () => rmSync(file, { force: true });
}

/** The living process that holds a lock file, if any. */
export function livingHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 && pid !== process.pid && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}
