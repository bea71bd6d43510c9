import { describe, expect, test } from 'vitest';
import { type FileRecord, ImportFileError, MAXIMUM_RECORD_BYTES } from './file-record.ts';
import { readCsv } from './read-csv.ts';

const HEADER = 'slug,title,category,sku,variant_title,price_minor,currency,weight_grams,stock';

/** The records of a file that comes in chunks of `size` bytes. */
async function read(text: string | Buffer, size = 7) {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  }
  const records: FileRecord[] = [];
  for await (const record of readCsv(chunks())) records.push(record);
  return records;
}

const row = (slug: string, sku: string) => `${slug},A rug,rugs,${sku},One size,1290,EUR,900,5`;
const linesOf = (records: { line: number }[]) => records.map(({ line }) => line);
const unreadable = (reason: string) => ({ content: { kind: 'unreadable', reason } });

describe('readCsv', () => {
  test('makes one product of the rows that have its slug', async () => {
    const header = `${HEADER},attribute:material,variant_attribute:size`;
    const text = [
      header,
      'a-rug,A rug,rugs,RUG-1,Small,1290,EUR,900,5,wool,S',
      'a-rug,,,RUG-2,Large,2290,EUR,1900,,,L',
      'b-rug,B rug,rugs,RUG-3,One size,990,EUR,500,1,,',
    ].join('\n');
    const records = await read(text);
    expect(records).toMatchObject([
      { number: 1, line: 2 },
      { number: 2, line: 4 },
    ]);
    expect(records[0]?.content).toMatchObject({
      kind: 'read',
      input: {
        slug: 'a-rug',
        title: 'A rug',
        category: 'rugs',
        attributes: [{ name: 'material', value: 'wool' }],
        variants: [
          {
            sku: 'RUG-1',
            title: 'Small',
            price: { amountMinor: 1290, currency: 'EUR' },
            weightGrams: 900,
            stock: 5,
            attributes: [{ name: 'size', value: 'S' }],
          },
          {
            sku: 'RUG-2',
            title: 'Large',
            price: { amountMinor: 2290, currency: 'EUR' },
            weightGrams: 1900,
            attributes: [{ name: 'size', value: 'L' }],
          },
        ],
      },
    });
  });

  test('reads quotes, commas and line breaks in cells, line ends of Windows, and a byte order mark', async () => {
    const text = `\ufeff${HEADER}\r\na-rug,"The ""good"", \r\nred rug",rugs,RUG-1,S,1,EUR,1,1\r\n\r\n${row('b-rug', 'RUG-2')}`;
    const records = await read(text);
    expect(linesOf(records)).toEqual([2, 5]);
    expect(records[0]?.content).toMatchObject({ input: { title: 'The "good", \nred rug' } });
  });

  test.each([
    ['opens a quote that is never closed', 'a-rug,"A rug,rugs,R-1,S,1,EUR,1,1'],
    ['has a quote in the wrong place', 'a-rug,"A" rug,rugs,R-1,S,1,EUR,1,1'],
    ['has a quote in the wrong place', 'a-rug,A 5" "rug,rugs,R-1,S,1,EUR,1,1'],
    ['has 2 cells for 9 columns', 'a-rug,A rug'],
  ])('gives up only the line that %s', async (reason, broken) => {
    const text = [HEADER, row('x', 'X-1'), broken, row('y', 'Y-1'), row('z', 'Z-1')].join('\n');
    const records = await read(text);
    expect(linesOf(records)).toEqual([2, 3, 4, 5]);
    expect(records[1]).toMatchObject(unreadable(reason));
    expect(records.filter(({ content }) => content.kind === 'read')).toHaveLength(3);
  });

  test('gives up a line that is not UTF-8, and one longer than a record may be', async () => {
    const long = 'x'.repeat(MAXIMUM_RECORD_BYTES + 1);
    const text = Buffer.concat([
      Buffer.from(`${HEADER}\n`),
      Buffer.from([0x61, 0xff, 0x0a]),
      Buffer.from(`${long}\n${row('y', 'Y-1')}`),
    ]);
    expect(await read(text, 65_536)).toMatchObject([
      { line: 2, ...unreadable('is not UTF-8') },
      { line: 3, ...unreadable(`is longer than ${MAXIMUM_RECORD_BYTES} bytes`) },
      { line: 4, content: { kind: 'read' } },
    ]);
  });

  test('does not look for the end of a quote beyond what a record may have', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => row(`p-${index}`, `P-${index}`));
    const records = await read([HEADER, 'a,"', ...rows].join('\n'), 65_536);
    expect(records).toHaveLength(30_001);
    expect(records[0]).toMatchObject(unreadable('opens a quote that is never closed'));
  });

  test('refuses rows of one product that contradict each other, with the line', async () => {
    const other = row('a-rug', 'RUG-2').replace('A rug', 'Another rug');
    const [record] = await read([HEADER, row('a-rug', 'RUG-1'), other].join('\n'));
    expect(record).toMatchObject({
      content: {
        kind: 'unreadable',
        place: { line: 3, column: 'title' },
        reason: 'differs from line 2, which has the same slug',
      },
    });
  });

  test.each([
    ['title', 2, 'title'],
    ['attributes.1.value', 2, 'attribute:colour'],
    ['attributes', 2, null],
    ['variants', 2, null],
    ['variants.0', 2, null],
    ['variants.0.price.amountMinor', 2, 'price_minor'],
    ['variants.1.title', 3, 'variant_title'],
    ['variants.1.price.currency', 3, 'currency'],
    ['variants.2.weightGrams', 5, 'weight_grams'],
    ['variants.2.sku', 5, 'sku'],
    ['variants.2.attributes.0.name', 5, 'variant_attribute:size'],
    ['', 2, null],
  ])('knows the row and the column that %j comes from', async (path, line, column) => {
    const header = `${HEADER},attribute:material,attribute:colour,variant_attribute:size`;
    const text = [
      header,
      `${row('a-rug', 'RUG-1')},wool,rust,`,
      `${row('a-rug', 'RUG-2')},,,`,
      '',
      `${row('a-rug', 'RUG-3')},,,L`,
    ].join('\n');
    const [record] = await read(text);
    if (record?.content.kind !== 'read') throw new Error('The record was not read.');
    expect(record.content.locate(path === '' ? [] : path.split('.'))).toEqual({ line, column });
  });

  test('leaves what is no number to the rules', async () => {
    const [record] = await read(`${HEADER}\n${row('a', 'A-1').replace('1290', '12.90')}`);
    expect(record?.content).toMatchObject({
      input: { variants: [{ price: { amountMinor: '12.90' } }] },
    });
  });

  test.each([
    ['', 'is empty'],
    ['slug,titel\n', '"titel" is not known, "title" is missing, "category" is missing'],
    [`${HEADER},sku\n`, '"sku" is there more than once'],
    ['"slug\n', 'The first line opens a quote that is never closed.'],
  ])('refuses a file that begins with %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(ImportFileError);
    await expect(read(text)).rejects.toThrow(message);
  });
});
