import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Package names in the first column of the page's tables, and nowhere else. */
function documentedPackages(page: string): Set<string> {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const firstCells = rows.map((row) => row.split('|')[1] ?? '');
  return new Set(
    firstCells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1] as string)),
  );
}

/** Every package the workspace may depend on: the catalog, and the root's optional Node builds. */
function declaredPackages(): Set<string> {
  const workspace = parse(read('../pnpm-workspace.yaml')) as { catalog: Record<string, string> };
  const root = JSON.parse(read('../package.json')) as {
    optionalDependencies: Record<string, string>;
  };
  return new Set([...Object.keys(workspace.catalog), ...Object.keys(root.optionalDependencies)]);
}

test('names every dependency of the workspace, and none that is gone', () => {
  expect([...documentedPackages(read('dependencies.md'))].sort()).toEqual(
    [...declaredPackages()].sort(),
  );
});
