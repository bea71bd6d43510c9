import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { insertCategory, insertProduct } from '../sample-rows.ts';
import { useCatalog } from '../use-catalog.ts';

/** What the script `import` of package.json runs. */
const entry = fileURLToPath(new URL('../../../../infra/bootstrap.mjs', import.meta.url));
const DEADLINE_MS = 120_000;
const BATCH = 500;
const PRODUCTS = 3 * BATCH;
/** In the third batch. */
const HELD_BACK = 2 * BATCH + 1;
/** Of the product, counted from 0, and of its two rows behind the header. */
const FAULTY = 700;
const FAULTY_LINE = 2 + 2 * FAULTY + 1;

const PRODUCT = `query ($slug: String!) {
  product(slug: $slug) { title priceFrom { amountMinor } variants { sku stock } }
}`;
const SEARCH = 'query { searchProducts(query: "number 42") { nodes { slug } } }';

describe('npm run import', () => {
  const catalog = useCatalog();
  let folder: string;
  let path: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-import-'));
    path = join(folder, 'products.csv');
    const { slug } = await insertCategory(catalog().database);
    await writeFile(path, csvOf(slug));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** In a process group of its own, as a terminal starts it. */
  function start(): { child: ChildProcess; output: Promise<string> } {
    const { appUrl, ownerUrl } = catalog().urls;
    const child = spawn(process.execPath, [entry, 'import', '--', 'products', path], {
      env: { ...process.env, CATALOG_DATABASE_URL: appUrl, CATALOG_OWNER_DATABASE_URL: ownerUrl },
      detached: true,
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk;
      });
    }
    return { child, output: once(child, 'close').then(() => text) };
  }

  async function run() {
    const { child, output } = start();
    return { output: await output, code: child.exitCode };
  }

  /** Stops the command as Ctrl-C does when two batches are written; the third waits for a row. */
  async function interruptInTheMiddle(): Promise<void> {
    const { database } = catalog();
    const { id } = await insertProduct(database, {
      slug: slugOf(HELD_BACK),
      categoryId: (await database.category.findFirstOrThrow()).id,
    });
    await database.$transaction(
      async (transaction) => {
        await transaction.$queryRaw`SELECT FROM product WHERE id = ${id}::uuid FOR UPDATE`;
        const { child, output } = start();
        await vi.waitUntil(
          async () => (await transaction.productImport.findFirst())?.records === 2 * BATCH,
          { timeout: DEADLINE_MS, interval: 50 },
        );
        process.kill(-(child.pid as number), 'SIGINT');
        await output;
      },
      { maxWait: DEADLINE_MS, timeout: DEADLINE_MS },
    );
    await database.product.delete({ where: { id } });
  }

  const rows = () =>
    catalog().database.product.findMany({
      orderBy: { id: 'asc' },
      include: { variants: { orderBy: { position: 'asc' } } },
    });

  test(
    'goes on where it was interrupted, says what is wrong by line and column, and changes nothing the second time',
    async () => {
      await interruptInTheMiddle();
      const rest = await run();
      expect(rest.output).toContain('Going on: 1,000 products of the file are done.');
      expect(rest.output).toMatch(/1,500 products: 1,499 created, 0 updated, 0 unchanged, 1 refus/);
      expect(rest.output).toContain(`What was wrong is in ${path}.report.jsonl.`);
      expect(rest.code).toBe(1);
      expect((await readFile(`${path}.report.jsonl`, 'utf8')).trim()).toBe(
        JSON.stringify({
          line: FAULTY_LINE,
          column: 'price_minor',
          slug: slugOf(FAULTY),
          reason: 'must be a whole number',
        }),
      );

      const { read } = catalog();
      expect(await read(PRODUCT, { slug: slugOf(42) })).toEqual({
        product: {
          title: 'Rug number 42',
          priceFrom: { amountMinor: 1_290 },
          variants: [
            { sku: 'RUG-42-S', stock: 5 },
            { sku: 'RUG-42-L', stock: 0 },
          ],
        },
      });
      expect(await read(SEARCH)).toMatchObject({
        searchProducts: { nodes: [{ slug: slugOf(42) }] },
      });
      expect(await read(PRODUCT, { slug: slugOf(FAULTY) })).toEqual({ product: null });

      const before = await rows();
      const again = await run();
      expect(again.output).toMatch(
        /1,500 products: 0 created, 0 updated, 1,499 unchanged, 1 refus/,
      );
      expect(await rows()).toEqual(before);
    },
    3 * DEADLINE_MS,
  );
});

function slugOf(index: number): string {
  return `rug-${index}`;
}

/** Two rows for each product; one price is no number. */
function csvOf(category: string): string {
  const lines = [
    'slug,title,status,category,sku,variant_title,price_minor,currency,weight_grams,stock',
  ];
  for (let index = 0; index < PRODUCTS; index += 1) {
    const slug = slugOf(index);
    const price = index === FAULTY ? '22.90' : '2290';
    lines.push(
      `${slug},Rug number ${index},ACTIVE,${category},RUG-${index}-S,Small,1290,EUR,900,5`,
      `${slug},,,,RUG-${index}-L,Large,${price},EUR,1900,`,
    );
  }
  return lines.join('\n');
}
