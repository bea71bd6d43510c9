import { writeFileSync } from 'node:fs';
import { Option } from 'commander';
import { fileError } from '../input/file-error.ts';

export interface OutputOptions {
  format: 'plain' | 'json' | 'markdown';
  /** A file; standard output without one. */
  output?: string;
}

export const formatOption = (...formats: OutputOptions['format'][]) =>
  new Option('--format <format>', 'how the result is written').choices(formats).default('plain');

export const outputOption = () =>
  new Option('-o, --output <file>', 'where the result is written, instead of standard output');

/** What a verb answers with, in each form that it has. */
export interface Result {
  plain(): string;
  json: unknown;
  markdown?(): string;
}

/** Writes a result as the options ask. Throws CliError if the file cannot be written. */
export function writeResult(result: Result, { format, output }: OutputOptions): void {
  const text = render(result, format);
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw fileError(error, output, 'written');
  }
}

/** The envelope is rover's, so that programs that read one read the other. */
export function printJson(data: unknown, error: unknown = null): string {
  return `${JSON.stringify({ json_version: '1', data, error }, null, 2)}\n`;
}

function render(result: Result, format: OutputOptions['format']): string {
  switch (format) {
    case 'plain':
      return result.plain();
    case 'json':
      return printJson(result.json);
    case 'markdown':
      return result.markdown?.() ?? result.plain();
  }
}
