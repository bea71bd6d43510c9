import { readFileSync } from 'node:fs';

/** A row of the table in docs/indexes.md: a query, and the indexes said to serve it. */
export interface DocumentedQuery {
  readonly query: string;
  readonly indexes: readonly string[];
}

/** Reads the section `identity` of docs/indexes.md. */
export function readDocumentedQueries(): readonly DocumentedQuery[] {
  const page = readFileSync(new URL('../../../../docs/indexes.md', import.meta.url), 'utf8');
  const section = page.split(/^## /m).find((text) => text.startsWith('identity\n')) ?? '';
  return section
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
