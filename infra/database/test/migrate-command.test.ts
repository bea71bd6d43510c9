import { runMigrateCommand, type Service, services, withClient } from '@causeway/database';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { urlOf } from './throwaway-service.ts';

const database = 'causeway_test_migrate_command';
const adminUrl = inject('adminUrl');
const run = (url: string, sql: string) => withClient(url, (client) => client.query(sql));

/** One role for everything: who may do what is the subject of other tests. */
async function command(line: string): Promise<{ exitCode: number; lines: readonly string[] }> {
  const lines: string[] = [];
  const ownerUrl = urlOf(adminUrl, { database });
  const login = { ownerUrl, appRole: 'postgres' };
  const logins = Object.fromEntries(services.map((service) => [service, login])) as Record<
    Service,
    typeof login
  >;
  const exitCode = await runMigrateCommand(line.split(' ').filter(Boolean), {
    withDatabases: (work) => work({ logins }),
    print: (text) => lines.push(text),
  });
  return { exitCode, lines };
}

describe('npm run migrate', () => {
  beforeAll(async () => {
    await run(adminUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    await run(adminUrl, `CREATE DATABASE ${database} TEMPLATE template0`);
    await run(urlOf(adminUrl, { database }), 'CREATE SCHEMA extensions');
    await run(
      urlOf(adminUrl, { database }),
      'CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions',
    );
  });
  afterAll(() => run(adminUrl, `DROP DATABASE ${database} WITH (FORCE)`));

  test('applies what is pending for every service, then finds them up to date', async () => {
    expect((await command('status identity')).lines.join('\n')).toContain('pending');
    const first = await command('');
    expect(first.exitCode).toBe(0);
    expect(first.lines.join('\n')).toMatch(/✓ identity: applied \d{14}_/);
    const second = await command('deploy');
    expect(second.lines).toEqual(services.map((service) => `✓ ${service}: up to date`));
  });

  test('shows how the migrations stand, and fails when one was edited', async () => {
    const good = await command('status');
    expect(good.exitCode).toBe(0);
    expect(good.lines.every((line) => / {2}applied on \d{4}-/.test(line))).toBe(true);
    await run(
      urlOf(adminUrl, { database }),
      `UPDATE catalog._prisma_migrations SET checksum = 'x'`,
    );
    const edited = await command('status catalog');
    expect(edited.exitCode).toBe(1);
    expect(edited.lines[0]).toContain('edited since it was applied');
  });

  test('prints what to do when it cannot go on', async () => {
    const { exitCode, lines } = await command('deploy identity catalog orders');
    expect(exitCode).toBe(1);
    expect(lines[0]).toBe('✓ identity: up to date');
    expect(lines[1]).toMatch(/^✗ Edited after being applied:\n {2}prisma\/catalog\/migrations\//);
    expect(lines).toHaveLength(2);
  });

  test('checks that the migrations lead to the datamodel', async () => {
    const { exitCode, lines } = await command('check orders');
    expect(lines).toEqual(['✓ orders: schema.prisma and the migrations agree']);
    expect(exitCode).toBe(0);
  });

  test('explains itself, and what was wrong with the words', async () => {
    const help = await command('--help');
    expect(help.exitCode).toBe(0);
    expect(help.lines[0]).toContain('create <service> <name>');
    const wrong = await command('deploy nothing');
    expect(wrong.exitCode).toBe(1);
    expect(wrong.lines[0]).toContain('There is no service "nothing"');
    expect(wrong.lines[0]).toContain(help.lines[0]);
  });
});
