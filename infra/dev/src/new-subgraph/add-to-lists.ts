import { readFile, writeFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { inRepository } from '../repository.ts';
import type { NewName } from './choose-name.ts';

/** Adds a subgraph wherever the checkout says which there are. */
export async function addToLists(name: NewName): Promise<void> {
  await addToSubgraphs(name);
  await addToManifests(name);
  await addToKnip(name);
  await addToSupergraph(name);
  await addToOwners(name);
}

async function addToSubgraphs({ name }: NewName): Promise<void> {
  await change('infra/database/src/service.ts', (text) =>
    replaceOnce(text, /(export const subgraphs = \[[^\]]*)(\] as const;)/, `$1, '${name}'$2`),
  );
}

/** Those who seed and migrate it import its package by its name. */
async function addToManifests({ name }: NewName): Promise<void> {
  for (const file of ['infra/dev/package.json', 'services/test-kit/package.json']) {
    await changeJson<{ dependencies: Record<string, string> }>(file, (manifest) => {
      const added = { ...manifest.dependencies, [`@causeway/${name}-db`]: 'workspace:*' };
      const sorted = Object.entries(added).sort(([one], [other]) => (one < other ? -1 : 1));
      return { ...manifest, dependencies: Object.fromEntries(sorted) };
    });
  }
}

interface Knip {
  workspaces: Record<string, { entry?: string[]; ignoreDependencies?: string[] }>;
}

async function addToKnip({ name }: NewName): Promise<void> {
  await changeJson<Knip>('knip.json', (knip) => {
    const workspaces = { ...knip.workspaces };
    for (const user of ['infra/dev', 'services/test-kit']) {
      const { ignoreDependencies = [], ...rest } = workspaces[user] ?? {};
      const ignored = [...ignoreDependencies, `@causeway/${name}-db`];
      workspaces[user] = { ...rest, ignoreDependencies: ignored };
    }
    workspaces[`services/${name}`] = { entry: ['src/main.ts', 'test/**/*.test.ts'] };
    return { ...knip, workspaces };
  });
}

async function addToSupergraph({ name, port }: NewName): Promise<void> {
  await change('gateway/supergraph.yaml', (text) => {
    const document = parseDocument(text);
    document.setIn(['subgraphs', name], {
      routing_url: `http://127.0.0.1:${port}/graphql`,
      schema: { file: `../services/${name}/src/schema.graphql` },
    });
    return document.toString();
  });
}

async function addToOwners({ name }: NewName): Promise<void> {
  await change('.github/CODEOWNERS', (text) =>
    ['services', 'prisma'].reduce(
      (lines, folder) => `${lines}/${folder}/${name}/ @causeway/${name}\n`,
      text,
    ),
  );
}

async function changeJson<T>(path: string, changed: (value: T) => T): Promise<void> {
  await change(path, (text) => `${JSON.stringify(changed(JSON.parse(text)), null, 2)}\n`);
}

async function change(path: string, changed: (text: string) => string): Promise<void> {
  const file = inRepository(path);
  await writeFile(file, changed(await readFile(file, 'utf8')));
}

function replaceOnce(text: string, pattern: RegExp, replacement: string): string {
  const changed = text.replace(pattern, replacement);
  if (changed === text) throw new Error('The list of subgraphs is not where it was.');
  return changed;
}
