import { readdir, readFile, readlink } from 'node:fs/promises';

/**
 * The process that listens on a TCP port of this machine, as `name (process 123)`; null where that
 * cannot be seen: off Linux, or when the process belongs to someone else.
 */
export async function portHolder(port: number): Promise<string | null> {
  try {
    const inodes = await listeningSockets(port);
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      if (await holdsSocket(pid, inodes)) return `${await processName(pid)} (process ${pid})`;
    }
  } catch {
    // No /proc, or none that we may read.
  }
  return null;
}

const LISTENING = '0A';

/** Socket numbers from the kernel's tables (proc(5), /proc/net/tcp): local address, state, inode. */
async function listeningSockets(port: number): Promise<ReadonlySet<string>> {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const rows = tables
    .join('\n')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const listening = rows.filter(
    ([, address, , state]) => state === LISTENING && address?.endsWith(`:${hexPort}`),
  );
  return new Set(listening.map((row) => `socket:[${row[9]}]`));
}

async function holdsSocket(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const handles = await readdir(folder).catch(() => []);
  for (const handle of handles) {
    const target = await readlink(`${folder}/${handle}`).catch(() => '');
    if (sockets.has(target)) return true;
  }
  return false;
}

async function processName(pid: string): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8')).trim();
}
