import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inRepository } from '../repository.ts';
import type { NewName } from './choose-name.ts';

const templates = fileURLToPath(new URL('../../templates/subgraph/', import.meta.url));
const SUFFIX = '.template';

/** Writes the files of a new subgraph; rejects when one is there already. */
export async function writeTemplates(name: NewName): Promise<void> {
  const entries = await readdir(templates, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const template = join(entry.parentPath, entry.name);
    const path = named(relative(templates, template).slice(0, -SUFFIX.length), name);
    const file = inRepository(path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, named(await readFile(template, 'utf8'), name), { flag: 'wx' });
  }
}

/** In the place of `__name__`, `__Name__`, `__NAME__` and `__port__`. */
function named(text: string, { name, Name, NAME, port }: NewName): string {
  return text
    .replaceAll('__name__', name)
    .replaceAll('__Name__', Name)
    .replaceAll('__NAME__', NAME)
    .replaceAll('__port__', String(port));
}
