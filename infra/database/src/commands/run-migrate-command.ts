import { relative } from 'node:path';
import type { MigrationStatus } from '../migrations/compare-history.ts';
import { createMigration } from '../migrations/create-migration.ts';
import { diffToDatamodel } from '../migrations/diff-to-datamodel.ts';
import { migrate } from '../migrations/migrate.ts';
import { MigrationError } from '../migrations/migration-error.ts';
import { migrationStatus } from '../migrations/migration-status.ts';
import { resolveMigration } from '../migrations/resolve-migration.ts';
import type { Service } from '../service.ts';
import {
  type MigrateCommand,
  migrateUsage,
  parseMigrateCommand,
  UsageError,
} from './parse-migrate-command.ts';

/** What the command works on; where it comes from (embedded, given) is the caller's business. */
export interface MigrateDatabases {
  /** A service's owner, and the role its process works as. */
  readonly logins: Readonly<Record<Service, { ownerUrl: string; appRole: string }>>;
  /** A role that may create databases, for `create` and `check`; without it the service's owner tries. */
  readonly shadowAdminUrl?: string;
}

export interface MigrateSurroundings {
  /** Gives access to the databases while `work` lasts; not asked where there is only help to print. */
  withDatabases<R>(work: (databases: MigrateDatabases) => Promise<R>): Promise<R>;
  print(line: string): void;
}

type Print = MigrateSurroundings['print'];

/** `npm run migrate -- <arguments>`. Returns the exit code; what a person has to do, it prints. */
export async function runMigrateCommand(
  args: readonly string[],
  { withDatabases, print }: MigrateSurroundings,
): Promise<number> {
  try {
    const command = parseMigrateCommand(args);
    if (command.kind !== 'help') {
      return await withDatabases((databases) => execute(command, databases, print));
    }
    print(migrateUsage);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) print(`${error.message}\n\n${migrateUsage}`);
    else if (error instanceof MigrationError) print(`✗ ${error.message}`);
    else throw error;
    return 1;
  }
}

function execute(
  command: Exclude<MigrateCommand, { kind: 'help' }>,
  databases: MigrateDatabases,
  print: Print,
): Promise<number> {
  switch (command.kind) {
    case 'deploy':
      return deploy(command.services, databases, print);
    case 'status':
      return showStatus(command.services, databases, print);
    case 'check':
      return check(command.services, databases, print);
    case 'create':
      return create(command, databases, print);
    case 'resolve':
      return resolve(command, databases, print);
  }
}

async function deploy(
  services: readonly Service[],
  { logins }: MigrateDatabases,
  print: Print,
): Promise<number> {
  for (const service of services) {
    const { applied } = await migrate({ service, ...logins[service] });
    for (const name of applied) print(`✓ ${service}: applied ${name}`);
    if (applied.length === 0) print(`✓ ${service}: up to date`);
  }
  return 0;
}

/** Fails only if a person has to act; to be behind is what `deploy` is for. */
async function showStatus(
  services: readonly Service[],
  { logins }: MigrateDatabases,
  print: Print,
): Promise<number> {
  let exitCode = 0;
  for (const service of services) {
    const statuses = await migrationStatus({ service, ...logins[service] });
    if (statuses.length === 0) print(`${service}: no migrations`);
    for (const status of statuses) print(statusLine(service, status));
    if (statuses.some(({ state }) => state === 'edited' || state === 'failed')) exitCode = 1;
  }
  return exitCode;
}

function statusLine(service: string, status: MigrationStatus): string {
  const when = 'appliedAt' in status ? ` on ${status.appliedAt.toISOString().slice(0, 16)}Z` : '';
  const remark = {
    applied: `applied${when}`,
    pending: 'pending: npm run migrate applies it',
    edited: `edited since it was applied${when}: restore the file`,
    failed: 'failed: correct it and resolve it, see npm run migrate -- --help',
    missing: `applied${when}, but there is no such file: the database is ahead of this checkout`,
  };
  return `${service}  ${status.name}  ${remark[status.state]}`;
}

async function check(
  services: readonly Service[],
  { logins, shadowAdminUrl }: MigrateDatabases,
  print: Print,
): Promise<number> {
  let exitCode = 0;
  for (const service of services) {
    const adminUrl = shadowAdminUrl ?? logins[service].ownerUrl;
    const difference = await diffToDatamodel(service, adminUrl);
    if (difference === '') {
      print(`✓ ${service}: schema.prisma and the migrations agree`);
    } else {
      exitCode = 1;
      print(`✗ ${service}: schema.prisma says more than the migrations:\n\n${difference}`);
      print(`Write it down: npm run migrate -- create ${service} <name>`);
    }
  }
  return exitCode;
}

async function create(
  command: Extract<MigrateCommand, { kind: 'create' }>,
  { logins, shadowAdminUrl }: MigrateDatabases,
  print: Print,
): Promise<number> {
  const { service, name, allowEmpty } = command;
  const adminUrl = shadowAdminUrl ?? logins[service].ownerUrl;
  const created = await createMigration({ service, name, allowEmpty, shadowAdminUrl: adminUrl });
  if (created === null) {
    print(`Nothing changed: prisma/${service}/schema.prisma is what the migrations make.`);
    print('For SQL that the datamodel cannot express, add --empty.');
    return 0;
  }
  print(`✓ wrote ${relative(process.cwd(), created.file)}\n\n${created.sql}`);
  print('Read it, and edit it where the datamodel cannot say what is meant (docs/migrations.md).');
  print('Then apply it: npm run migrate');
  return 0;
}

async function resolve(
  command: Extract<MigrateCommand, { kind: 'resolve' }>,
  { logins }: MigrateDatabases,
  print: Print,
): Promise<number> {
  const { service, name, as } = command;
  await resolveMigration({ service, name, as, ownerUrl: logins[service].ownerUrl });
  print(`✓ ${service}: ${name} is recorded as ${as}`);
  return 0;
}
