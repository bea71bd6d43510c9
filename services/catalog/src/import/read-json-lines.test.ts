import { expect, test } from 'vitest';
import { type FileRecord, MAXIMUM_RECORD_BYTES } from './file-record.ts';
import { readJsonLines } from './read-json-lines.ts';

async function read(text: string, size = 5) {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  }
  const records: FileRecord[] = [];
  for await (const record of readJsonLines(chunks())) records.push(record);
  return records;
}

test('reads a value from each line, whatever the chunks, and passes over blank lines', async () => {
  const records = await read('\ufeff{"slug":"čaj"}\r\n\n  \n{"slug":"b"}');
  expect(records).toMatchObject([
    { number: 1, line: 1, content: { kind: 'read', input: { slug: 'čaj' } } },
    { number: 2, line: 4, content: { kind: 'read', input: { slug: 'b' } } },
  ]);
  const places = records.map(({ content }) =>
    content.kind === 'read' ? content.locate(['variants', '0', 'sku']) : null,
  );
  expect(places).toEqual([
    { line: 1, column: 'variants.0.sku' },
    { line: 4, column: 'variants.0.sku' },
  ]);
});

test('says why a line cannot be read, and goes on', async () => {
  const long = `"${'x'.repeat(MAXIMUM_RECORD_BYTES)}"`;
  const records = await read(`{"slug":\n${long}\n1\n`, 65_536);
  expect(records).toMatchObject([
    { line: 1, content: { kind: 'unreadable', reason: expect.stringMatching(/^is not JSON: /) } },
    { line: 2, content: { kind: 'unreadable', reason: expect.stringMatching(/^is longer than /) } },
    { line: 3, content: { kind: 'read', input: 1 } },
  ]);
});
