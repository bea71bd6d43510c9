import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { findFiles } from './files/find-files.ts';
import { replaceFile } from './files/replace-file.ts';
import { collectOperations, type SourceFile } from './operation/persisted/collect-operations.ts';
import {
  ManifestError,
  type ManifestOperation,
  parseManifest,
  printManifest,
} from './operation/persisted/manifest.ts';
import { loadSupergraph } from './supergraph/load-supergraph.ts';
import { SupergraphError } from './supergraph/supergraph-error.ts';

/** What whoever pushes operations can put right, in words. */
export class OperationsError extends Error {
  override readonly name = 'OperationsError';
}

/**
 * Adds the operations at some places to a manifest, those that it does not have yet; each has to be
 * valid by the supergraph. Throws OperationsError that lists every fault, and writes nothing then.
 */
export function pushToManifest(options: {
  places: readonly string[];
  manifest: string;
  supergraph: string;
}): { added: readonly ManifestOperation[]; sameCount: number } {
  const { places, manifest, supergraph } = options;
  const before = readManifest(manifest);
  const apiSchema = readApiSchema(supergraph);
  const { operations, faults } = collectOperations(filesAt(places), apiSchema);
  if (faults.length > 0) {
    const count = faults.length === 1 ? 'One fault' : `${faults.length} faults`;
    throw new OperationsError(`${faults.join('\n')}\n${count}; ${manifest} is as it was.`);
  }
  const known = new Set(before.map(({ id }) => id));
  const added = operations.filter(({ id }) => !known.has(id));
  if (added.length > 0) replaceFile(manifest, printManifest([...before, ...added]));
  return { added, sameCount: operations.length - added.length };
}

function readApiSchema(path: string) {
  try {
    return loadSupergraph(readFileSync(path, 'utf8')).apiSchema;
  } catch (cause) {
    const { message } = cause as Error;
    if (!(cause instanceof SupergraphError) && !('code' in (cause as Error))) throw cause;
    throw new OperationsError(`${path} cannot be used as a supergraph: ${message}`, { cause });
  }
}

function readManifest(path: string): readonly ManifestOperation[] {
  if (!existsSync(path)) return [];
  try {
    return parseManifest(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (!(cause instanceof ManifestError)) throw cause;
    throw new OperationsError(`${path} is no manifest:\n${cause.message}`, { cause });
  }
}

function filesAt(places: readonly string[]): SourceFile[] {
  const paths = places.flatMap((place) => {
    const found = findFiles(place, ['.graphql', '.gql']);
    if (found.length === 0) throw new OperationsError(`There are no operations at ${place}.`);
    return found;
  });
  return [...new Set(paths)].map((path) => ({
    path: relative('.', path),
    text: readFileSync(path, 'utf8'),
  }));
}
