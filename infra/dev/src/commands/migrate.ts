import {
  createMigration,
  isService,
  type MigrationState,
  migrate,
  migrationStatus,
  type Service,
  services,
} from '@causeway/database';
import { type Colour, paint, print } from '../output/print.ts';
import { step } from '../output/step.ts';
import { type Databases, withDatabases } from '../stack/with-databases.ts';
import { UserError } from '../user-error.ts';

const HELP = `npm run migrate                               applies the pending migrations of every service
npm run migrate -- deploy [service]           the same, or of one service
npm run migrate -- status [service]           lists the migrations and how they stand
npm run migrate -- create <service> <name>    writes the next migration from the changed datamodel
`;

/** Migrations from the command line. */
export async function run(args: string[]): Promise<number> {
  const [verb = 'deploy', ...rest] = args.filter((arg) => arg !== '--');
  switch (verb) {
    case 'deploy':
      return withDatabases((databases) => deploy(databases, chosen(rest[0])));
    case 'status':
      return withDatabases((databases) => status(databases, chosen(rest[0])));
    case 'create':
      return withDatabases((databases) => create(databases, rest));
    case '--help':
    case 'help':
      print(HELP);
      return 0;
    default:
      throw new UserError(`Unknown verb "${verb}".\n${HELP}`);
  }
}

function chosen(word: string | undefined): readonly Service[] {
  return word === undefined ? services : [serviceNamed(word)];
}

function serviceNamed(word: string | undefined): Service {
  if (word !== undefined && isService(word)) return word;
  throw new UserError(`Name a service: ${services.join(', ')}.\n${HELP}`);
}

async function deploy({ urls }: Databases, of: readonly Service[]): Promise<number> {
  for (const service of of) {
    await step(service, async (note) => {
      const { ownerUrl, appUrl } = urls[service];
      const appRole = decodeURIComponent(new URL(appUrl).username);
      const { applied } = await migrate({ service, ownerUrl, appRole });
      note(applied.length === 0 ? 'up to date' : `applied ${applied.join(', ')}`);
    });
  }
  return 0;
}

const colours: Record<MigrationState, Colour> = {
  applied: 'green',
  pending: 'yellow',
  edited: 'red',
  failed: 'red',
  missing: 'red',
};

async function status({ urls }: Databases, of: readonly Service[]): Promise<number> {
  let good = true;
  for (const service of of) {
    print(service);
    for (const { name, state } of await migrationStatus({
      service,
      ownerUrl: urls[service].ownerUrl,
    })) {
      print(`  ${paint(colours[state], state.padEnd(8))} ${name}`);
      good &&= state === 'applied' || state === 'pending';
    }
  }
  return good ? 0 : 1;
}

async function create({ adminUrl, urls }: Databases, rest: readonly string[]): Promise<number> {
  const service = serviceNamed(rest[0]);
  const name = rest.slice(1).join(' ');
  if (name === '') throw new UserError(`Name the migration.\n${HELP}`);
  const shadowAdminUrl = process.env.SHADOW_DATABASE_URL ?? adminUrl ?? urls[service].ownerUrl;
  const created = await createMigration({ service, name, shadowAdminUrl });
  if (created === null) {
    print(`Nothing changed: the migrations of ${service} lead to its datamodel already.`);
    return 0;
  }
  print(`${paint('green', '✓')} ${created.file}\n\n${created.sql}`);
  print('Read it, add what a datamodel cannot say, then: npm run migrate');
  return 0;
}
