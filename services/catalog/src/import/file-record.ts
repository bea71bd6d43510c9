/** One product of a file. Its number, from 1, is the same whenever the file is read. */
export interface FileRecord {
  readonly number: number;
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly content: RecordContent;
}

export type RecordContent =
  | { readonly kind: 'read'; readonly input: unknown }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** What one product may take in a file: five times the longest that the rules allow. */
export const MAXIMUM_RECORD_BYTES = 1_048_576;

/** The file as a whole cannot be imported; its message is for whoever began the import. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';
}
