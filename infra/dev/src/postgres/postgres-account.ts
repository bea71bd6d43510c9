import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../user-error.ts';

/** The user and group that PostgreSQL runs as; empty for one's own. */
export interface Account {
  uid?: number;
  gid?: number;
}

const UNPRIVILEGED = ['postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root; for root this returns an account that is not, and checks that
 * it can reach `paths`. Throws UserError when it cannot.
 */
export function postgresAccount(paths: readonly string[]): Account {
  if (process.getuid?.() !== 0) return {};
  const account = unprivilegedAccount();
  for (const path of paths) {
    const closed = firstClosedFolder(path);
    if (closed === undefined) continue;
    throw new UserError(
      `PostgreSQL does not run as root, and other users cannot enter ${closed}. Move the checkout` +
        ' to a folder that they can enter, or run this as a user who is not root.',
    );
  }
  return account;
}

function unprivilegedAccount(): Required<Account> {
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of UNPRIVILEGED) {
    const entry = entries.find(([entryName]) => entryName === name);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new UserError(
    `PostgreSQL does not run as root, and this system has no user ${UNPRIVILEGED.join(' or ')}.`,
  );
}

const OTHERS_MAY_ENTER = 0o001;

function firstClosedFolder(path: string): string | undefined {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & OTHERS_MAY_ENTER) === 0) return folder;
  }
  return undefined;
}
