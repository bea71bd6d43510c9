import { addToLists } from '../new-subgraph/add-to-lists.ts';
import { chooseName, type NewName } from '../new-subgraph/choose-name.ts';
import { writeTemplates } from '../new-subgraph/write-templates.ts';
import { print } from '../output/print.ts';
import { step } from '../output/step.ts';
import { generateTypes, runPnpm } from '../process/run-pnpm.ts';
import { runQuietly } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';
import { generateClients } from '../stack/generate-clients.ts';
import { run as compose } from './compose.ts';

const HELP = `npm run new-subgraph -- <name>
  Makes a subgraph that starts, composes and has tests: services/<name> and prisma/<name>, with its
  pipeline and owners, in npm start and the other lists.
`;

/** Makes a new subgraph in this checkout. Nothing that is there is written over. */
export async function run(args: string[]): Promise<number> {
  const [word] = args.filter((arg) => arg !== '--');
  if (word === undefined || word === '--help') {
    print(HELP);
    return word === undefined ? 2 : 0;
  }
  const name = chooseName(word);
  await step('files written', () => writeTemplates(name));
  await step('added to the lists', () => addToLists(name));
  await step('workspaces linked', () => runPnpm('install', '--no-frozen-lockfile'));
  await step('clients and types generated', async () => {
    await generateClients();
    await generateTypes();
  });
  // How lines break depends on how long the name is.
  await step('formatted', () => format(name));
  await compose([]);
  print(`
  services/${name.name}/src/schema.graphql   what it gives the graph: begin here
  prisma/${name.name}/schema.prisma          what it keeps

  npm test -- services/${name.name}
  npm start
`);
  return 0;
}

function format({ name }: NewName): Promise<void> {
  const written = [`services/${name}`, `prisma/${name}`, `.github/workflows/${name}.yml`];
  const changed = ['knip.json', 'gateway/supergraph.yaml', 'infra/database/src/service.ts'];
  const biome = inRepository('node_modules/.bin/biome');
  return runQuietly(biome, ['check', '--write', ...written, ...changed], repository);
}
