import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { ImportFileError } from './file-record.ts';
import type { ImportFormat } from './import-products.ts';

export interface ImportArguments {
  readonly path: string;
  readonly format: ImportFormat;
  readonly reportPath: string;
  readonly restart: boolean;
}

export const IMPORT_HELP = `npm run import -- products FILE [--format csv|jsonl] [--report FILE] [--restart]
  Imports products and their variants from a CSV or JSON Lines file into the catalog; docs/import.md has
  the columns. Products are found by slug and variants by SKU, and made or changed. What is wrong with
  a record is written to the report (FILE.report.jsonl), and the others go on. Interrupted at any point,
  the same command takes it up again; --restart begins with the first record instead.
`;

/** Reads the words of the command line; null when help is asked for. Throws ImportFileError for others. */
export function parseImportArguments(words: readonly string[]): ImportArguments | null {
  const { values, positionals } = parse(words);
  if (values.help) return null;
  const [kind, path, ...more] = positionals;
  if (kind !== 'products' || path === undefined || more.length > 0) {
    throw new ImportFileError(`Say what to import from which file.\n${IMPORT_HELP}`);
  }
  return {
    path,
    format: formatOf(path, values.format),
    reportPath: values.report ?? `${path}.report.jsonl`,
    restart: values.restart,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        report: { type: 'string' },
        restart: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new ImportFileError(`${(error as Error).message}\n${IMPORT_HELP}`);
  }
}

function formatOf(path: string, word = extname(path).slice(1)): ImportFormat {
  switch (word) {
    case 'csv':
      return 'csv';
    case 'jsonl':
    case 'ndjson':
      return 'jsonl';
    default:
      throw new ImportFileError(`--format takes csv or jsonl, not "${word}".`);
  }
}
