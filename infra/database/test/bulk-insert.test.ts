import { bulkInsert, withClient } from '@causeway/database';
import { describe, expect, test } from 'vitest';
import { useThrowawayService } from './throwaway-service.ts';

describe('rows written in bulk', () => {
  const current = useThrowawayService();

  test('come back as they were, whatever they hold', async () => {
    const everything = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code + 1));
    const texts = [
      'plain',
      '',
      '\\N',
      '\\.',
      'NULL',
      'tab\there, line\nthere, return\rand \\back\\slashes\\',
      '"quoted" \'twice\'',
      'Grüße 👋 \u2028',
      everything.join(''),
    ];
    const rows = texts.map((text, index) => ({
      id: index,
      text,
      words: [text, '', null, '{},"\\', 'null'],
      json: { text, nested: { list: [1, 'a\tb\\', null] } },
      list: JSON.stringify([text, index]),
      bytes: Buffer.from(text, 'utf8'),
      at: new Date(Date.UTC(2026, 0, 1, 2, 3, 4, index)),
      day: '2026-02-28',
      big: 2n ** 62n + BigInt(index),
      share: index / 3,
      flag: index % 2 === 0,
      ids: [`00000000-0000-0000-0000-00000000000${index}`],
      missing: null,
    }));
    const columns = Object.keys(rows[0] ?? {});
    const written = await withClient(current().ownerUrl, async (client) => {
      await client.query(`CREATE TABLE everything (
        id int, text text, words text[], json jsonb, list jsonb, bytes bytea, at timestamptz,
        day date, big bigint, share float8, flag bool, ids uuid[], missing text)`);
      const count = await bulkInsert({
        client,
        table: 'everything',
        columns,
        rows: rows.map((row) => Object.values(row)),
      });
      expect(count).toBe(rows.length);
      return client.query('SELECT *, day::text AS day FROM everything ORDER BY id');
    });
    expect(written.rows).toEqual(
      rows.map((row) => ({ ...row, big: String(row.big), list: JSON.parse(row.list) })),
    );
  });

  test('are taken one at a time from a generator, and counted as they go', async () => {
    const reports: number[] = [];
    let mostAhead = 0;
    function* numbers() {
      for (let number = 0; number < 25_500; number += 1) {
        mostAhead = Math.max(mostAhead, number - (reports.at(-1) ?? 0));
        yield [number];
      }
    }
    const { rows } = await withClient(current().ownerUrl, async (client) => {
      await client.query('CREATE TABLE counted (number int)');
      await bulkInsert({
        client,
        table: 'counted',
        columns: ['number'],
        rows: numbers(),
        onProgress: (done) => reports.push(done),
      });
      return client.query('SELECT count(*)::int, sum(number)::int FROM counted');
    });
    expect(rows).toEqual([{ count: 25_500, sum: (25_500 * 25_499) / 2 }]);
    expect(reports).toHaveLength(26);
    expect(reports.at(-1)).toBe(25_500);
    expect(mostAhead).toBeLessThanOrEqual(1_000);
  });

  test.each([
    ['an undefined cell', [1, undefined], 'pair.right is undefined'],
    ['a missing cell', [1], 'A row of pair has 1 cells for 2 columns'],
    ['a value that the column refuses', [1, 'two'], 'invalid input syntax for type integer'],
  ])('are refused with %s, none of them kept', async (_, row, message) => {
    const { ownerUrl } = current();
    await withClient(ownerUrl, async (client) => {
      await client.query('CREATE TABLE IF NOT EXISTS pair ("left" int, "right" int)');
      const insert = bulkInsert({
        client,
        table: 'pair',
        columns: ['left', 'right'],
        rows: [[1, 2], row as number[]],
      });
      await expect(insert).rejects.toThrow(message);
      const { rows } = await client.query('SELECT count(*)::int FROM pair');
      expect(rows).toEqual([{ count: 0 }]);
    });
  });
});
