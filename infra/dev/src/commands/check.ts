import { spawn } from 'node:child_process';
import { step } from '../output/step.ts';
import { generateTypes } from '../process/run-pnpm.ts';
import { runQuietly } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';
import { generateClients } from '../stack/generate-clients.ts';
import { UserError } from '../user-error.ts';

const bin = (name: string) => inRepository('node_modules/.bin', name);
const tsc = inRepository('node_modules/typescript7/bin/tsc');

/** The checks beside the tests: types, format and lint, import directions, unused code, versions. */
export async function run(): Promise<number> {
  await step('types and clients generated', async () => {
    await generateClients();
    await generateTypes();
  });
  const failures: string[] = [];
  const check = async (title: string, work: () => Promise<void>) => {
    try {
      await step(title, work);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  };
  await check('types', () =>
    runQuietly(process.execPath, [tsc, '-p', 'tsconfig.json'], repository),
  );
  await check('types of the sandbox', () =>
    runQuietly(process.execPath, [tsc, '-p', 'gateway/sandbox-app'], repository),
  );
  await check('format and lint', () =>
    runQuietly(bin('biome'), ['check', '--error-on-warnings', '.'], repository),
  );
  await check('import directions', checkImports);
  await check('unused code', () => runQuietly(bin('knip'), [], repository));
  await check('one version of each dependency', () => runQuietly(bin('sherif'), [], repository));
  await check('supergraph is current', () =>
    runQuietly(
      process.execPath,
      [
        inRepository('infra/cli/src/main.ts'),
        ...['supergraph', 'compose', '--config', 'gateway/supergraph.yaml'],
        ...['--output', 'gateway/supergraph.graphql', '--check'],
      ],
      repository,
    ),
  );
  await check('answer types of the sandbox are current', () =>
    runQuietly(
      inRepository('gateway/sandbox-app/node_modules/.bin/graphql-codegen'),
      ['--config', 'codegen.ts', '--check'],
      inRepository('gateway/sandbox-app'),
    ),
  );
  for (const failure of failures) process.stderr.write(`\n${failure}\n`);
  return failures.length === 0 ? 0 : 1;
}

const LEAST_MODULES = 100;

/** dependency-cruiser is content when it finds nothing to look at, so that is checked as well. */
async function checkImports(): Promise<void> {
  const folders = ['gateway', 'services', 'prisma', 'infra'];
  const report = await outputOf(bin('depcruise'), ['--output-type', 'json', ...folders]);
  const { summary } = JSON.parse(report) as {
    summary: {
      totalCruised: number;
      violations: readonly { from: string; to: string; rule: { name: string; severity: string } }[];
    };
  };
  if (summary.totalCruised < LEAST_MODULES) {
    throw new UserError(`dependency-cruiser saw only ${summary.totalCruised} modules.`);
  }
  const broken = summary.violations.filter(({ rule }) => rule.severity === 'error');
  if (broken.length === 0) return;
  const lines = broken.map(({ from, to, rule }) => `  ${rule.name}: ${from} → ${to}`);
  throw new UserError(`Imports that go the wrong way:\n${lines.join('\n')}`);
}

function outputOf(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('close', () => resolve(output));
  });
}
