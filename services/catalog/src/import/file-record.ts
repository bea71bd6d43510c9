/** One product of a file. Its number, from 1, is the same whenever the file is read. */
export interface FileRecord {
  readonly number: number;
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly content: RecordContent;
}

export type RecordContent =
  | {
      readonly kind: 'read';
      readonly input: unknown;
      /** Where the value stands that a path leads to from `input`. */
      readonly locate: (path: readonly string[]) => Place;
    }
  | { readonly kind: 'unreadable'; readonly place: Place; readonly reason: string };

/** Where something stands in a file. */
export interface Place {
  readonly line: number;
  /** The name of a CSV column, or the path within a line of JSON; null for what is no single value. */
  readonly column: string | null;
}

/** What one product may take in a file: five times the longest that the rules allow. */
export const MAXIMUM_RECORD_BYTES = 1_048_576;

/** The file as a whole cannot be imported; its message is for whoever began the import. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';
}
