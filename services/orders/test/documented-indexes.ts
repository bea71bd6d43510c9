import { readFileSync } from 'node:fs';

/** A row of the table in docs/indexes.md: a query, and the indexes said to serve it. */
export interface DocumentedQuery {
  readonly query: string;
  readonly indexes: readonly string[];
}

/** The section of docs/indexes.md about this service. */
export function readDocumentedSection(): string {
  const page = readFileSync(new URL('../../../docs/indexes.md', import.meta.url), 'utf8');
  return page.split(/^## /m).find((text) => text.startsWith('orders\n')) ?? '';
}

export function readDocumentedQueries(): readonly DocumentedQuery[] {
  return readDocumentedSection()
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [, query = '', indexes = ''] = line.split('|');
      return {
        query: query.trim().replaceAll('`', ''),
        indexes: [...indexes.matchAll(/`(\w+)`/g)].map(([, name]) => name as string),
      };
    });
}
