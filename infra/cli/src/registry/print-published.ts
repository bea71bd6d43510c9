import { paint } from '../output/paint.ts';
import type { Result } from '../output/write-result.ts';

export interface SchemaChange {
  code: string;
  severity: 'BREAKING' | 'DANGEROUS' | 'SAFE';
  coordinate: string;
  message: string;
}

export interface Published {
  __typename: 'Published';
  changed: boolean;
  hints: readonly string[];
  version: {
    number: number;
    hash: string;
    changedSubgraphs: readonly string[];
    createdBy: string;
    changes: readonly SchemaChange[];
  };
}

/** Tells of the version that came of a mutation. */
export function publishedResult(ref: string, done: string, published: Published): Result {
  const { changed, version, hints } = published;
  return {
    json: { success: true, ref, changed, hints, version },
    plain() {
      if (!changed) return `${ref} is at version ${version.number}, as before: nothing changed.\n`;
      const lines = [
        `${paint('green', '✓')} ${done}: ${ref} is at version ${version.number}.`,
        ...printChanges(version.changes),
        ...hints.map((hint) => `${paint('yellow', 'hint')}  ${hint}`),
      ];
      return lines.map((line) => `${line}\n`).join('');
    },
  };
}

const COLOURS = { BREAKING: 'red', DANGEROUS: 'yellow', SAFE: 'green' } as const;

export function printChanges(changes: readonly SchemaChange[]): string[] {
  return changes.map(
    ({ severity, message }) =>
      `  ${paint(COLOURS[severity], severity.toLowerCase().padEnd(9))}  ${message}`,
  );
}
