import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withClient } from '@causeway/database';
import { type CatalogCopy, openHugeCatalog } from './huge-catalog.ts';
import { type Format, type WrittenFile, writeImportFile } from './import-files.ts';

const HELP = `node services/catalog/bench/import.ts [--lines N] [--only csv|jsonl] [--no-kill]

How fast \`run-import.ts\` takes a file of N lines (1,000,000) of each format into a catalog that has
1,000,000 products already, and the most memory that its process has at any moment. It is killed half
way and begun again, and what is in the database is counted; then it gets the same file once more. Works
in a copy of the database of the bench "size", which goes again at the end. Linux only: memory is read
from /proc.
`;
const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    only: { type: 'string' },
    'no-kill': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const ENTRY = fileURLToPath(new URL('../src/run-import.ts', import.meta.url));
const LOOK_MS = 250;

if (values.help) print(HELP);
else await measure(Number(values.lines));

async function measure(lines: number): Promise<void> {
  const catalog = await openHugeCatalog(print);
  const folder = await mkdtemp(join(tmpdir(), 'causeway-import-'));
  try {
    const copy = await catalog.copy();
    for (const format of ['jsonl', 'csv'] as const) {
      if (values.only !== undefined && values.only !== format) continue;
      await measureFile(format, copy, join(folder, `products.${format}`), lines);
    }
    await copy.drop();
  } finally {
    await rm(folder, { recursive: true });
    await catalog.close();
  }
}

async function measureFile(format: Format, copy: CatalogCopy, path: string, lines: number) {
  const file = await writeImportFile(path, format, lines);
  const megabytes = Math.round((await stat(path)).size / 1_000_000);
  print(
    `${format}: ${lines} lines, ${megabytes} MB, ${file.products} products, ${file.variants} variants`,
  );
  if (!values['no-kill']) await runUntilKilled(file, copy);
  await runToEnd('rest, new', file, copy);
  await checkRows(format, file, copy);
  await runToEnd('the same again', file, copy);
}

async function runUntilKilled(file: WrittenFile, copy: CatalogCopy): Promise<void> {
  const run = startImport(file, copy);
  const half = Math.floor(file.products / 2);
  while ((await recordsDone(copy)) < half && run.child.exitCode === null) await pause(LOOK_MS);
  run.child.kill('SIGKILL');
  await run.ended;
  const done = await recordsDone(copy);
  report('new, till killed', { records: done, ...run.figures() });
}

async function runToEnd(name: string, file: WrittenFile, copy: CatalogCopy): Promise<void> {
  const before = await recordsDone(copy);
  const run = startImport(file, copy);
  const code = await run.ended;
  if (code !== 0) throw new Error(`The import ended with ${code}:\n${run.output()}`);
  print(`  ${run.output().trim().split('\n').join('\n  ')}`);
  report(name, { records: file.products - before, ...run.figures() });
}

/** Throws unless every product and variant of a file is there, written once. */
async function checkRows(format: Format, file: WrittenFile, { adminUrl }: CatalogCopy) {
  const { rows } = await withClient(adminUrl, (client) =>
    client.query(
      `SELECT count(DISTINCT p.id)::int AS products, count(v.id)::int AS variants,
         coalesce(max(p.version), 0) AS version
       FROM catalog.product p LEFT JOIN catalog.variant v ON v.product_id = p.id
       WHERE p.slug LIKE $1`,
      [`bench-${format}-%`],
    ),
  );
  const { products, variants } = file;
  const expected = JSON.stringify({ products, variants, version: 1 });
  const found = JSON.stringify(rows[0]);
  if (found !== expected) throw new Error(`The database has ${found}, not ${expected}.`);
  print('  every product and variant is there, written once');
}

function startImport({ path }: WrittenFile, { appUrl }: CatalogCopy) {
  const began = performance.now();
  const env = { ...process.env, CATALOG_DATABASE_URL: appUrl };
  const child = spawn(process.execPath, [ENTRY, 'products', path], { env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk;
    });
  }
  const memory = watchMemory(child);
  return {
    child,
    ended: once(child, 'close').then(([code]) => code as number | null),
    output: () => text,
    figures: () => ({
      seconds: (performance.now() - began) / 1_000,
      peakMegabytes: memory.peakMegabytes(),
    }),
  };
}

/** The high-water mark only grows, so that the last look has seen the peak. */
function watchMemory(child: ChildProcess) {
  let peakKilobytes = 0;
  const timer = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peakKilobytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? peakKilobytes);
  }, LOOK_MS);
  child.once('exit', () => clearInterval(timer));
  return { peakMegabytes: () => Math.round(peakKilobytes / 1_024) };
}

async function recordsDone({ adminUrl }: CatalogCopy): Promise<number> {
  const { rows } = await withClient(adminUrl, (client) =>
    client.query('SELECT records FROM catalog.product_import'),
  );
  return rows[0]?.records ?? 0;
}

function report(
  name: string,
  { records, seconds, peakMegabytes }: { records: number; seconds: number; peakMegabytes: number },
): void {
  const rate = Math.round(records / seconds);
  const load = loadavg()[0]?.toFixed(1);
  print(
    `  ${name}: ${records} products in ${seconds.toFixed(1)} s, ${rate} products/s, ${peakMegabytes} MB, load ${load}`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
