import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inTransaction, withClient } from '../with-client.ts';
import { createScramVerifier } from './create-scram-verifier.ts';
import { appRole, ownerRole } from './role-names.ts';

const { escapeIdentifier, escapeLiteral } = pg;

/** Makes sure that a service's two roles exist on the server and have the passwords given. */
export async function ensureServiceRoles(options: {
  adminUrl: string;
  service: string;
  ownerPassword: string;
  appPassword: string;
}): Promise<void> {
  const { adminUrl, service, ownerPassword, appPassword } = options;
  const owner = { name: ownerRole(service), verifier: await createScramVerifier(ownerPassword) };
  const app = { name: appRole(service), verifier: await createScramVerifier(appPassword) };
  await retryWhenOutrun(() =>
    withClient(adminUrl, (client) =>
      inTransaction(client, async () => {
        await ensureRole(client, owner);
        await ensureRole(client, app);
        await client.query(deadlinesOf(app.name));
      }),
    ),
  );
}

async function ensureRole(
  client: pg.Client,
  { name, verifier }: { name: string; verifier: string },
): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  // What a role may do beyond signing in is not said: the defaults are "nothing", and an admin who
  // is no superuser may not even repeat them.
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(
    `${verb} ROLE ${escapeIdentifier(name)} LOGIN PASSWORD ${escapeLiteral(verifier)}`,
  );
}

/** A service's statements are short. Migrations and seeding, which run as the owner, take their time. */
function deadlinesOf(role: string): string {
  return `
    ALTER ROLE ${escapeIdentifier(role)} SET statement_timeout = '15s';
    ALTER ROLE ${escapeIdentifier(role)} SET idle_in_transaction_session_timeout = '30s';`;
}

/**
 * Roles belong to the whole server, and an advisory lock only to one database, so two databases that
 * are prepared at once can meet here. PostgreSQL refuses the later one, which then finds the work done.
 */
async function retryWhenOutrun(work: () => Promise<void>): Promise<void> {
  const attempts = 8;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (cause) {
      if (!wasOutrun(cause) || attempt === attempts) throw cause;
      await sleep(25 * attempt);
    }
  }
}

const duplicateObject = '42710';
const uniqueViolation = '23505';

function wasOutrun(cause: unknown): boolean {
  if (!(cause instanceof pg.DatabaseError)) return false;
  // This one has no code of its own.
  if (cause.message.includes('tuple concurrently updated')) return true;
  return cause.code === duplicateObject || cause.code === uniqueViolation;
}
