import { bulkInsert, migrate, runSeed, type Seed, seedWorld } from '@causeway/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { useThrowawayService } from './throwaway-service.ts';

const seed: Seed = async ({ client, scale, onProgress }) => {
  const total = seedWorld(scale).users;
  await bulkInsert({
    client,
    table: 'person',
    columns: ['name', 'role'],
    rows: Array.from({ length: total }, (_, index) => [`person ${index}`, 'reader']),
    onProgress: (done) => onProgress(done, total),
  });
};

describe('seeding a service', () => {
  const current = useThrowawayService();
  const people = async () => {
    const { rows } = await current().query(
      current().ownerUrl,
      'SELECT count(*)::int AS people, max(id) AS last FROM person',
    );
    return rows[0];
  };

  beforeAll(async () => {
    await current().writeMigration(
      '20260101000000_people',
      `CREATE TABLE role (name text PRIMARY KEY);
       CREATE TABLE person (id serial PRIMARY KEY, name text, role text REFERENCES role);
       CREATE TABLE made_by_service (id text);
       INSERT INTO role VALUES ('reader'), ('writer');`,
    );
    await migrate(current());
  });

  test('keeps nothing of a seed that fails', async () => {
    const failing: Seed = async (options) => {
      await seed(options);
      throw new Error('after the rows');
    };
    const attempt = runSeed({ ...current(), seed: failing, scale: 'small' });
    await expect(attempt).rejects.toThrow('after the rows');
    expect(await people()).toMatchObject({ people: 0 });
  });

  test('fills a schema that holds only what migrations put there, and tells how far it is', async () => {
    const reports: number[][] = [];
    const onProgress = (done: number, total: number) => reports.push([done, total]);
    expect(await runSeed({ ...current(), seed, scale: 'small', onProgress })).toBe(true);
    expect(await people()).toMatchObject({ people: 200 });
    expect(reports.at(-1)).toEqual([200, 200]);
  });

  test('leaves the planner with statistics, and pages marked visible', async () => {
    const personTable = async () => {
      const { rows } = await current().query(
        current().ownerUrl,
        `SELECT reltuples::int AS rows, relallvisible = relpages AS visible FROM pg_class
         WHERE oid = 'person'::regclass`,
      );
      return rows;
    };
    // PostgreSQL's own workers may look at the database as it was before, which keeps pages from being
    // marked; then it is seeded once more.
    await expect
      .poll(async () => {
        const found = await personTable();
        if (found[0]?.visible === true) return found;
        await runSeed({ ...current(), seed, scale: 'small', force: true });
        return personTable();
      })
      .toEqual([{ rows: 200, visible: true }]);
  });

  test('does nothing where there are rows', async () => {
    expect(await runSeed({ ...current(), seed, scale: 'large' })).toBe(false);
    expect(await people()).toMatchObject({ people: 200 });
  });

  test('begins afresh when forced, and spares what migrations put there', async () => {
    const { query, ownerUrl } = current();
    expect(await runSeed({ ...current(), seed, scale: 'large', force: true })).toBe(true);
    expect(await people()).toEqual({ people: 2_000, last: 2_000 });
    const { rows } = await query(ownerUrl, 'SELECT name FROM role ORDER BY name');
    expect(rows).toEqual([{ name: 'reader' }, { name: 'writer' }]);
  });

  test('by two at once happens once', async () => {
    await current().query(current().ownerUrl, 'TRUNCATE person RESTART IDENTITY');
    const attempt = () => runSeed({ ...current(), seed, scale: 'small' });
    const outcomes = await Promise.all([attempt(), attempt()]);
    expect(outcomes.sort()).toEqual([false, true]);
    expect(await people()).toMatchObject({ people: 200 });
  });

  test('neither minds nor empties what the running service fills itself', async () => {
    const { ownerUrl, query } = current();
    await query(ownerUrl, "INSERT INTO made_by_service VALUES ('key')");
    const nothing = { ...current(), seed: async () => undefined, scale: 'small' } as const;
    const keep = ['made_by_service'];
    expect(await runSeed({ ...nothing, keep, force: true })).toBe(true);
    expect(await runSeed({ ...nothing, keep })).toBe(true);
    expect(await runSeed(nothing)).toBe(false);
    expect((await query(ownerUrl, 'SELECT id FROM made_by_service')).rows).toHaveLength(1);
  });
});
