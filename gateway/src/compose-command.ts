import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CompositionError, composeSupergraph } from './supergraph/compose-supergraph.ts';
import { readSupergraphConfig } from './supergraph/read-supergraph-config.ts';

const here = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

const HELP = `Usage: npm run compose -- [options]

  --config FILE   the subgraphs, in the form of rover's supergraph.yaml (gateway/supergraph.yaml)
  --out FILE      where the supergraph is written (gateway/supergraph.graphql)
  --check         write nothing; fail when the file is not what would be written
`;

const { values } = parseArgs({
  options: {
    config: { type: 'string', default: here('supergraph.yaml') },
    out: { type: 'string', default: here('supergraph.graphql') },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

try {
  if (values.help) process.stdout.write(HELP);
  else run(resolve(values.config), resolve(values.out));
} catch (error) {
  if (!(error instanceof CompositionError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function run(config: string, out: string): void {
  const { supergraphSdl } = composeSupergraph({ subgraphs: readSupergraphConfig(config) });
  const name = relative(dirname(here('.')), out);
  if (!values.check) {
    writeFileSync(out, supergraphSdl);
    process.stdout.write(`${name} written\n`);
    return;
  }
  if (readText(out) === supergraphSdl) return;
  process.stderr.write(`${name} is not what the schemas compose to. Run: npm run compose\n`);
  process.exitCode = 1;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
