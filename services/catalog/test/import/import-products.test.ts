import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaClient } from '@causeway/catalog-db';
import { createPostgresAdapter } from '@causeway/subgraph-kit';
import { useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { insertCategory } from '../sample-rows.ts';

const entry = fileURLToPath(new URL('../../src/run-import.ts', import.meta.url));

/** To forget thousands of products, on a machine that does other things. */
const STATEMENT_DEADLINE_MS = 60_000;

// Each starts processes, which load much before they begin.
describe('the import of products', { timeout: 150_000 }, () => {
  const urls = useDatabase('catalog');
  let database: PrismaClient;
  let folder: string;
  let category: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-import-'));
    database = new PrismaClient({
      adapter: createPostgresAdapter({
        databaseUrl: urls().appUrl,
        schema: 'catalog',
        poolSize: 2,
        applicationName: 'causeway-import-test',
        statementDeadlineMs: STATEMENT_DEADLINE_MS,
      }),
    });
  });
  beforeEach(async () => {
    await database.product.deleteMany();
    await database.productImport.deleteMany();
    category = (await insertCategory(database)).slug;
  });
  afterAll(async () => {
    await database.$disconnect();
    await rm(folder, { recursive: true, force: true });
  });

  /** What `createProduct` would take, but for the category. */
  const product = (name: string, changes: object = {}) => ({
    slug: `rug-${name}`,
    title: `Rug ${name}`,
    description: 'For bare feet.',
    status: 'ACTIVE',
    category,
    attributes: [{ name: 'material', value: 'wool' }],
    variants: [variant(`RUG-${name.toUpperCase()}`)],
    ...changes,
  });
  const variant = (sku: string, changes: object = {}) => ({
    sku,
    title: 'One size',
    price: { amountMinor: 1_290, currency: 'EUR' },
    weightGrams: 900,
    stock: 5,
    ...changes,
  });

  async function writeFileOf(name: string, records: readonly unknown[]): Promise<string> {
    const path = join(folder, name);
    const lines = records.map((record) =>
      typeof record === 'string' ? record : JSON.stringify(record),
    );
    await writeFile(path, lines.join('\n'));
    return path;
  }

  function start(...words: string[]): { child: ChildProcess; output: Promise<string> } {
    const env = { ...process.env, CATALOG_DATABASE_URL: urls().appUrl };
    const child = spawn(process.execPath, [entry, ...words], { env });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    return { child, output: once(child, 'close').then(() => text) };
  }

  async function run(...words: string[]) {
    const { child, output } = start(...words);
    return { output: await output, code: child.exitCode };
  }

  async function reportOf(path: string) {
    const text = await readFile(`${path}.report.jsonl`, 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }

  const stored = (slug: string) =>
    database.product.findUnique({
      where: { slug },
      include: { variants: { orderBy: { position: 'asc' } }, category: true },
    });

  test('makes products with their variants, from JSON Lines', async () => {
    const two = product('b', {
      variants: [variant('B-1'), variant('B-2', { price: { amountMinor: 990, currency: 'EUR' } })],
    });
    const path = await writeFileOf('new.jsonl', [product('a'), two]);
    const { output, code } = await run('products', path);
    expect(output).toMatch(/^2 products: 2 created, 0 updated, 0 unchanged, 0 refused/);
    expect(code).toBe(0);
    expect(await stored('rug-b')).toMatchObject({
      title: 'Rug b',
      description: 'For bare feet.',
      status: 'ACTIVE',
      category: { slug: category },
      currency: 'EUR',
      priceFromMinor: 990,
      attributes: { material: 'wool' },
      version: 1,
      variants: [
        { sku: 'B-1', priceMinor: 1_290, weightGrams: 900, stock: 5, position: 0 },
        { sku: 'B-2', priceMinor: 990, position: 1 },
      ],
    });
  });

  test('makes the same of CSV', async () => {
    const path = await writeFileOf('new.csv', [
      'slug,title,category,sku,variant_title,price_minor,currency,weight_grams,stock,attribute:material',
      `rug-a,"A ""good"" rug",${category},A-1,Small,1290,EUR,900,5,wool`,
      `rug-a,,,A-2,Large,2290,EUR,1900,,`,
    ]);
    expect((await run('products', path)).output).toMatch(/^1 products: 1 created/);
    expect(await stored('rug-a')).toMatchObject({
      title: 'A "good" rug',
      status: 'DRAFT',
      attributes: { material: 'wool' },
      variants: [
        { sku: 'A-1', stock: 5 },
        { sku: 'A-2', stock: 0 },
      ],
    });
  });

  test('changes what is there by slug and SKU, and leaves stock and what the file does not name', async () => {
    const first = product('a', { variants: [variant('A-1'), variant('A-2')] });
    await run('products', await writeFileOf('first.jsonl', [first]));
    const held = await stored('rug-a');
    await database.variant.update({ where: { sku: 'A-1' }, data: { stock: 3 } });

    const changed = {
      ...product('a', { title: 'Better rug' }),
      description: undefined,
      attributes: undefined,
      status: undefined,
      variants: [
        variant('A-1', { price: { amountMinor: 500, currency: 'EUR' }, stock: 99 }),
        variant('A-3', { stock: 7 }),
      ],
    };
    const path = await writeFileOf('changed.jsonl', [changed]);
    expect((await run('products', path)).output).toMatch(/ 0 created, 1 updated, 0 unchanged/);
    expect(await stored('rug-a')).toMatchObject({
      id: held?.id,
      title: 'Better rug',
      description: 'For bare feet.',
      attributes: { material: 'wool' },
      status: 'ACTIVE',
      priceFromMinor: 500,
      version: 2,
      variants: [
        { id: held?.variants[0]?.id, sku: 'A-1', priceMinor: 500, stock: 3, position: 0 },
        { id: held?.variants[1]?.id, sku: 'A-2', priceMinor: 1_290, position: 1 },
        { sku: 'A-3', stock: 7, position: 2 },
      ],
    });
    // A finished file begins again, and the same again changes nothing.
    expect((await run('products', path)).output).toMatch(/ 0 created, 0 updated, 1 unchanged/);
    expect((await stored('rug-a'))?.version).toBe(2);
  });

  test('keeps the rules of createProduct, says the line and the reason, and imports the others', async () => {
    await run('products', await writeFileOf('before.jsonl', [product('held')]));
    const path = await writeFileOf('faulty.jsonl', [
      product('good'),
      '{"slug": ',
      product('b', { title: '', categoryId: 'x' }),
      product('c', { category: 'nowhere' }),
      product('d', { variants: [variant('RUG-HELD')] }),
      product('held', { status: 'DRAFT' }),
      product('held', {
        variants: [variant('H-2', { price: { amountMinor: 1, currency: 'USD' } })],
      }),
      product('e', { variants: [variant('E-1'), variant('E-1')] }),
      product('f', { variants: [variant('F-1', { stok: 5 })] }),
      product('also-good'),
      product('good', { title: 'Rug good, twice' }),
      '42',
    ]);
    const { output, code } = await run('products', path);
    expect(output).toMatch(/^12 products: 2 created, 1 updated, 0 unchanged, 9 refused/);
    expect(code).toBe(1);
    const report = await reportOf(path);
    expect(report.map(({ line, column, slug, reason }) => [line, column, slug, reason])).toEqual([
      [2, null, null, expect.stringMatching(/^is not JSON: /)],
      [3, 'title', 'rug-b', 'must not be empty'],
      [3, null, 'rug-b', 'Unrecognized key: "categoryId"'],
      [4, 'category', 'rug-c', 'There is no category with the slug "nowhere".'],
      [5, 'variants.0.sku', 'rug-d', 'Other variants have "RUG-HELD".'],
      [6, 'status', 'rug-held', 'A product that is ACTIVE cannot become DRAFT.'],
      [7, 'variants.0.price.currency', 'rug-held', 'The product is priced in EUR.'],
      [8, 'variants.1.sku', 'rug-e', '"E-1" is given twice'],
      [9, 'variants.0', 'rug-f', 'Unrecognized key: "stok"'],
      [12, null, null, expect.stringMatching(/expected object/)],
    ]);
    expect(await stored('rug-also-good')).not.toBeNull();
    expect((await stored('rug-good'))?.title).toBe('Rug good, twice');
  });

  test('loses nothing and does nothing twice when it is killed at any moment', async () => {
    const names = Array.from({ length: 4_000 }, (_, index) => `n${index}`);
    const isFaulty = (index: number) => index % 100 === 99;
    const records = names.map((name, index) => product(name, isFaulty(index) ? { title: '' } : {}));
    const path = await writeFileOf('many.jsonl', records);
    const recordsDone = async () => (await database.productImport.findFirst())?.records ?? 0;

    for (const delayMs of [0, 20, 60]) {
      const before = await recordsDone();
      const { child, output } = start('products', path);
      await vi.waitUntil(async () => (await recordsDone()) > before || child.exitCode !== null, {
        timeout: 60_000,
        interval: 5,
      });
      // Not awaited for what it does: it moves the kill within the batch.
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      child.kill('SIGKILL');
      await output;
    }
    const { output } = await run('products', path);
    expect(output).toMatch(/4,000 products: 3,960 created, 0 updated, 0 unchanged, 40 refused/);

    expect(await database.product.count()).toBe(3_960);
    expect(await database.variant.count()).toBe(3_960);
    expect(await database.product.count({ where: { version: { not: 1 } } })).toBe(0);
    const lines = (await reportOf(path)).map(({ line }) => line);
    // Batches that are written at once end in any order.
    expect(lines.sort((a, b) => a - b)).toEqual(
      names.flatMap((_, index) => (isFaulty(index) ? [index + 1] : [])),
    );
  }, 180_000);

  test('lets one of two imports of a file at once go on, and both together import it once', async () => {
    const records = Array.from({ length: 2_000 }, (_, index) => product(`t${index}`));
    const path = await writeFileOf('twice.jsonl', records);
    const both = await Promise.all([run('products', path), run('products', path)]);
    const outputs = both.map(({ output }) => output);
    expect(outputs.filter((output) => /2,000 products: /.test(output)).length).toBeGreaterThan(0);
    for (const output of outputs) {
      expect(output).toMatch(/2,000 products: |Another import of this file is running\./);
    }
    expect(await database.product.count({ where: { version: 1 } })).toBe(2_000);
  });

  test('refuses to go on without the report of what was done, unless it begins again', async () => {
    const path = await writeFileOf('half.jsonl', [product('a', { title: '' }), product('b')]);
    const fileSha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    await database.productImport.create({
      data: { fileSha256, records: 1, refused: 1, reportBytes: 80 },
    });
    const { output, code } = await run('products', path);
    expect(output).toContain('begin again by --restart');
    expect(code).toBe(1);
    expect((await run('products', path, '--restart')).output).toMatch(
      /1 created, 0 updated, 0 unchanged, 1 refused/,
    );
    expect(await reportOf(path)).toHaveLength(1);
  });

  test.each([
    [['categories', 'x.csv'], 'Say what to import from which file.'],
    [['products', 'x.xml'], '--format takes csv or jsonl, not "xml".'],
    [['products', '/nowhere/x.csv'], 'no such file'],
    [['products', 'x.csv', '--force'], "Unknown option '--force'"],
  ])('answers %j with what is wrong', async (words, message) => {
    const { output, code } = await run(...words);
    expect(output).toContain(message);
    expect(output).not.toMatch(/\n {4}at /);
    expect(code).toBe(1);
  });
});
