import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CompositionError, composeSupergraph, readSupergraphConfig } from '@causeway/schema-kit';
import { runCommand } from './run-command.ts';

const inGateway = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

const HELP = `Usage: npm run compose -- [options]

  --config FILE   the subgraphs, in the form of rover's supergraph.yaml (gateway/supergraph.yaml)
  --out FILE      where the supergraph is written (gateway/supergraph.graphql)
  --check         write nothing; fail when the file is not what would be written
  --help          this
`;

runCommand(run, [CompositionError]);

/** Returns the exit code. */
function run(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      config: { type: 'string', default: inGateway('supergraph.yaml') },
      out: { type: 'string', default: inGateway('supergraph.graphql') },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const subgraphs = readSupergraphConfig(resolve(values.config));
  const { supergraphSdl } = composeSupergraph({ subgraphs });
  const out = relative('.', values.out);
  if (values.check) return check(out, supergraphSdl);
  writeFileSync(out, supergraphSdl);
  process.stdout.write(`${out} written, from ${subgraphs.map(({ name }) => name).join(', ')}\n`);
  return 0;
}

function check(out: string, supergraphSdl: string): number {
  if (findText(out) === supergraphSdl) return 0;
  process.stderr.write(`${out} is not what the schemas compose to. Run: npm run compose\n`);
  return 1;
}

function findText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
