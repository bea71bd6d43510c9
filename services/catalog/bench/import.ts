import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { buildImportStore } from '../src/build-import-store.ts';
import { hashFile } from '../src/import/hash-file.ts';
import { importProducts } from '../src/import/import-products.ts';
import { openReportFile } from '../src/import/report-file.ts';
import { openHugeCatalog } from './huge-catalog.ts';

const HELP = `node services/catalog/bench/import.ts [--count N]

How many products (20,000) a second are imported beside the 1,000,000 of the bench "size", and how much
memory that takes: first as new ones, then the same file again, then with other titles. Each product has
two variants. The products go again at the end.
`;
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    help: { type: 'boolean', default: false },
  },
});
const WORDS = [
  'Wool',
  'Oak',
  'Linen',
  'Copper',
  'Blanket',
  'Table',
  'Lamp',
  'Kettle',
  'Rug',
  'Bowl',
];

if (values.help) print(HELP);
else await measure(Number(values.count));

async function measure(count: number): Promise<void> {
  const { appUrl, removeProducts, close } = await openHugeCatalog(print);
  const folder = await mkdtemp(join(tmpdir(), 'causeway-import-'));
  try {
    for (const [name, edition] of [
      ['new', 1],
      ['the same again', 1],
      ['with other titles', 2],
    ] as const) {
      const path = join(folder, `${edition}.jsonl`);
      await pipeline(Readable.from(productLines(count, edition)), createWriteStream(path));
      const began = performance.now();
      await importFile(path, appUrl);
      const seconds = (performance.now() - began) / 1_000;
      const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
      print(
        `${name}: ${Math.round(count / seconds)} products/s, at most ${peakMegabytes} MB so far`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
    await removeProducts('bench-import-');
    await close();
  }
}

async function importFile(path: string, databaseUrl: string): Promise<void> {
  const { store, close } = buildImportStore(databaseUrl);
  const { sha256 } = await hashFile(path);
  const progress = await store.begin(sha256, { again: true });
  const report = await openReportFile(`${path}.report.jsonl`, 0);
  const file = { path, sha256, format: 'jsonl' } as const;
  const { refused } = await importProducts({ file, store, report, progress, onProgress: () => {} });
  if (refused > 0) throw new Error(`${refused} products were refused.`);
  await report.close();
  await close();
}

function* productLines(count: number, edition: number): Generator<string> {
  const word = (number: number) => WORDS[number % WORDS.length];
  for (let index = 0; index < count; index += 1) {
    const title = `${word(index)} ${word(Math.floor(index / 10))} ${word(Math.floor(index / 100))} number ${edition}`;
    const variants = ['S', 'L'].map((size, place) => ({
      sku: `BENCH-IMPORT-${index}-${size}`,
      title: size,
      price: { amountMinor: 1_000 + index + place, currency: 'EUR' },
      weightGrams: 100,
      stock: 5,
      attributes: [{ name: 'size', value: size }],
    }));
    const description = `${title}. Made for everyday use, and to last. `.repeat(4);
    const attributes = [{ name: 'material', value: 'wool' }];
    const product = { slug: `bench-import-${index}`, title, description, status: 'ACTIVE' };
    yield `${JSON.stringify({ ...product, category: 'blankets', attributes, variants })}\n`;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
