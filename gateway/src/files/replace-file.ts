import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file so that whoever reads it sees the old text or the new one, whole. */
export function replaceFile(path: string, text: string): void {
  const written = `${path}.${process.pid}.new`;
  try {
    writeFileSync(written, text);
    renameSync(written, path);
  } catch (error) {
    rmSync(written, { force: true });
    throw error;
  }
}
