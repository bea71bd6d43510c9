import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../user-error.ts';
import type { Account } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

/**
 * Makes sure that `folder` holds an initialised data folder and the superuser's password. It is
 * initialised under another name and renamed at the end, so that an interrupted start leaves nothing
 * half made.
 */
export async function initialiseDataFolder(options: {
  folder: string;
  binaries: PostgresBinaries;
  account: Account;
}): Promise<{ dataFolder: string; password: string }> {
  const { folder, binaries, account } = options;
  const dataFolder = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  if (!existsSync(dataFolder)) {
    const fresh = join(folder, 'data.new');
    await rm(fresh, { recursive: true, force: true });
    await makeFolder(folder, account);
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await own(passwordFile, account);
    await initdb({ binaries, account, dataFolder: fresh, passwordFile });
    await rename(fresh, dataFolder);
  }
  return { dataFolder, password: await readPassword(passwordFile) };
}

async function makeFolder(folder: string, account: Account): Promise<void> {
  await mkdir(folder, { recursive: true });
  await own(folder, account);
}

async function own(path: string, { uid, gid }: Account): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

async function readPassword(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError(
      `The password of the local PostgreSQL is missing (${file}). \`npm run reset\` starts afresh.`,
      { cause },
    );
  }
}

async function initdb(options: {
  binaries: PostgresBinaries;
  account: Account;
  dataFolder: string;
  passwordFile: string;
}): Promise<void> {
  const { binaries, account, dataFolder, passwordFile } = options;
  const child = spawn(
    binaries.initdb,
    [
      ...['-D', dataFolder, '--username=postgres', '--auth=scram-sha-256'],
      `--pwfile=${passwordFile}`,
      // Sorting must not depend on the machine's libraries.
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      // The folder is new, and a crash now means starting again.
      '--no-sync',
    ],
    { ...account, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let words = '';
  child.stderr.on('data', (chunk) => {
    words += chunk;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new UserError(`PostgreSQL cannot make ${dataFolder}:\n${words}`);
}
