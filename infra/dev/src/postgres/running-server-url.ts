import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../user-error.ts';

/** The superuser's way to a server that another process of this checkout runs on `folder`. */
export async function runningServerUrl(folder: string): Promise<string> {
  try {
    const [lines, password] = await Promise.all([
      readFile(join(folder, 'data/postmaster.pid'), 'utf8'),
      readFile(join(folder, 'password'), 'utf8'),
    ]);
    // postmaster.pid, line 4: the port (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_PORT).
    return `postgres://postgres:${password}@127.0.0.1:${lines.split('\n')[3]}/postgres`;
  } catch (cause) {
    throw new UserError(`No PostgreSQL server runs on ${folder} though Causeway does.`, { cause });
  }
}
