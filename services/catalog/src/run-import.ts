import { ConfigurationError } from '@causeway/subgraph-kit';
import { buildImportStore } from './build-import-store.ts';
import { readImportSettings } from './config.ts';
import { ImportFileError } from './import/file-record.ts';
import { hashFile } from './import/hash-file.ts';
import { importProducts } from './import/import-products.ts';
import type { ImportProgress } from './import/import-progress.ts';
import {
  IMPORT_HELP,
  type ImportArguments,
  parseImportArguments,
} from './import/parse-import-arguments.ts';
import { createProgressLine } from './import/progress-line.ts';
import { openReportFile } from './import/report-file.ts';

/**
 * `node services/catalog/src/run-import.ts products FILE`: imports products from a file, see
 * docs/import.md. Exits with 0 when every record was imported, and with 1 otherwise.
 */
process.exitCode = await runImport(process.argv.slice(2)).catch((error: Error) => {
  const isForPeople =
    error instanceof ConfigurationError || error instanceof ImportFileError || 'syscall' in error;
  process.stderr.write(`${isForPeople ? error.message : error.stack}\n`);
  return 1;
});

async function runImport(words: readonly string[]): Promise<number> {
  const args = parseImportArguments(words);
  if (args === null) {
    process.stdout.write(IMPORT_HELP);
    return 0;
  }
  const { CATALOG_DATABASE_URL } = readImportSettings(process.env);
  const { store, close } = buildImportStore(CATALOG_DATABASE_URL);
  try {
    const { refused } = await importFile(args, store);
    return refused === 0 ? 0 : 1;
  } finally {
    await close();
  }
}

async function importFile(
  { path, format, reportPath, restart }: ImportArguments,
  store: ReturnType<typeof buildImportStore>['store'],
): Promise<ImportProgress> {
  const { sha256, sizeBytes } = await hashFile(path);
  const { progress, done } = await store.begin(sha256, { again: restart });
  const report = await openReportFile(reportPath, progress.reportBytes);
  const line = createProgressLine({ from: progress, sizeBytes, output: process.stdout });
  try {
    const file = { path, sha256, format };
    const onProgress = line.update;
    const result = await importProducts({ file, store, report, progress, done, onProgress });
    line.finish(result, reportPath);
    return result;
  } finally {
    await report.close();
  }
}
