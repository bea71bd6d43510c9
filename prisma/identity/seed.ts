import { bulkInsert, type Seed, seedId, seedRandom, seedWorld } from '@causeway/database';
import { hash } from '@node-rs/argon2';
import { samplePerson } from './seed-names.ts';

/** Published in the README: whoever may see the sample rows may use the accounts. */
const SAMPLE_PASSWORD = 'causeway-sample-1';

/** The first users of every seed, in this order; other services' seeds count on it. */
const SAMPLE_ACCOUNTS = [
  { role: 'customer', displayName: 'Casey Customer' },
  { role: 'support', displayName: 'Sami Support' },
  { role: 'merchandiser', displayName: 'Mika Merchandiser' },
  { role: 'warehouse', displayName: 'Wren Warehouse' },
  { role: 'admin', displayName: 'Ada Admin' },
] as const;

/** Fixed, so that the rows are the same whenever they are made. */
const NOW_MS = Date.parse('2026-11-01T00:00:00Z');
const TWO_YEARS_MS = 2 * 365 * 24 * 3_600_000;

interface SampleUser {
  id: string;
  email: string;
  displayName: string;
  role: string;
  createdAt: Date;
}

/** Signing keys are made by the service when it starts, and outlive its sample users. */
export const keep = ['signing_key'];

/** Fills `user_account` and `user_role` with sample users, all of them with the sample password. */
export const seed: Seed = async ({ client, scale, onProgress }) => {
  const users = sampleUsers(seedWorld(scale).users);
  const totalRows = 2 * users.length;
  // One hash for all: the password is no secret, and 2,000 hashes would take a minute. The defaults
  // of the library are those of the service (services/identity/src/passwords).
  const passwordHash = await hash(SAMPLE_PASSWORD);
  await bulkInsert({
    client,
    table: 'user_account',
    columns: [
      'id',
      'email_normalized',
      'email',
      'display_name',
      'password_hash',
      'email_verified_at',
      'created_at',
      'updated_at',
    ],
    rows: users.map((user) => [
      user.id,
      user.email,
      user.email,
      user.displayName,
      passwordHash,
      user.createdAt,
      user.createdAt,
      user.createdAt,
    ]),
    onProgress: (doneRows) => onProgress(doneRows, totalRows),
  });
  await bulkInsert({
    client,
    table: 'user_role',
    columns: ['user_id', 'role_name', 'assigned_at'],
    rows: users.map(({ id, role, createdAt }) => [id, role, createdAt]),
    onProgress: (doneRows) => onProgress(users.length + doneRows, totalRows),
  });
};

function sampleUsers(count: number): readonly SampleUser[] {
  const random = seedRandom('identity users');
  return Array.from({ length: count }, (_, index) => {
    const account = SAMPLE_ACCOUNTS[index];
    const person =
      account === undefined
        ? { ...samplePerson(index, random), role: 'customer' }
        : { ...account, email: `${account.role}@example.com` };
    // Sample accounts are as old as the shop; the others joined ever since.
    const ageMs = account === undefined ? Math.floor(random() * TWO_YEARS_MS) : TWO_YEARS_MS;
    return { id: seedId('user', index), ...person, createdAt: new Date(NOW_MS - ageMs) };
  });
}
