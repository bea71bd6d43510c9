import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findFiles } from './files/find-files.ts';
import { replaceFile } from './files/replace-file.ts';
import { collectOperations, type SourceFile } from './operation/persisted/collect-operations.ts';
import {
  ManifestError,
  type ManifestOperation,
  parseManifest,
  printManifest,
} from './operation/persisted/manifest.ts';
import { CommandError, runCommand } from './run-command.ts';
import { loadSupergraph } from './supergraph/load-supergraph.ts';
import { SupergraphError } from './supergraph/supergraph-error.ts';

const defaultSupergraph = fileURLToPath(new URL('../supergraph.graphql', import.meta.url));

const HELP = `Usage: npm run operations -- push --from PLACE… --manifest FILE [options]

Adds the operations of clients to the list that the gateway accepts (persistedOperations.manifest).
Writes nothing when one of them is not valid.

  --from PLACE        a folder, a file or a pattern: GraphQL documents (.graphql, .gql), or manifests
                      of Apollo's tools (.json); may be given several times
  --manifest FILE     the list; it is made when it is not there
  --supergraph FILE   what operations must be valid by (gateway/supergraph.graphql)
  --help              this
`;

runCommand(run, [SupergraphError]);

/** Returns the exit code. */
function run(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      from: { type: 'string', multiple: true, default: [] },
      manifest: { type: 'string' },
      supergraph: { type: 'string', default: defaultSupergraph },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  // A shell may have written a pattern out: what follows the first file is one, too.
  const [verb, ...written] = positionals;
  const { from, manifest, supergraph } = values;
  if (verb !== 'push') throw new CommandError(`Expected "push", not "${verb ?? ''}". Try --help.`);
  if (manifest === undefined) throw new CommandError('--manifest is needed. Try --help.');
  return push({ places: [...from, ...written], manifest, supergraph });
}

function push(options: {
  places: readonly string[];
  manifest: string;
  supergraph: string;
}): number {
  const { places, manifest, supergraph } = options;
  const before = readManifest(manifest);
  const { apiSchema } = loadSupergraph(readFileSync(supergraph, 'utf8'));
  const { operations, faults } = collectOperations(filesAt(places), apiSchema);
  if (faults.length > 0) {
    const count = faults.length === 1 ? 'One fault' : `${faults.length} faults`;
    throw new CommandError(`${faults.join('\n')}\n${count}; ${manifest} is as it was.`);
  }
  const known = new Set(before.map(({ id }) => id));
  const added = operations.filter(({ id }) => !known.has(id));
  if (added.length > 0) replaceFile(manifest, printManifest([...before, ...added]));
  const same = operations.length - added.length;
  const lines = added.map(({ name, type, id }) => `new  ${type} ${name}  ${id}\n`);
  process.stdout.write(`${lines.join('')}${manifest}: ${added.length} new, ${same} the same\n`);
  return 0;
}

function readManifest(path: string): readonly ManifestOperation[] {
  if (!existsSync(path)) return [];
  try {
    return parseManifest(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (!(cause instanceof ManifestError)) throw cause;
    throw new CommandError(`${path} is no manifest:\n${cause.message}`, { cause });
  }
}

function filesAt(places: readonly string[]): SourceFile[] {
  if (places.length === 0) throw new CommandError('--from is needed. Try --help.');
  const paths = places.flatMap((place) => {
    const found = findFiles(place, ['.graphql', '.gql']);
    if (found.length === 0) throw new CommandError(`There are no operations at ${place}.`);
    return found;
  });
  return [...new Set(paths)].map((path) => ({
    path: relative('.', path),
    text: readFileSync(path, 'utf8'),
  }));
}
