import { globSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/**
 * The files at a place: a file itself, those in and below a folder that end in one of the extensions, or what
 * matches a pattern such as `src/*.graphql`; in alphabetical order. None when there is nothing.
 */
export function findFiles(place: string, extensions: readonly string[]): string[] {
  const stats = statSync(place, { throwIfNoEntry: false });
  if (stats === undefined) return globSync(place).toSorted();
  return stats.isDirectory() ? filesBelow(place, extensions) : [place];
}

function filesBelow(folder: string, extensions: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .toSorted();
}
