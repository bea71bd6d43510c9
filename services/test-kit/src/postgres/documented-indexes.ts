import { readFileSync } from 'node:fs';

/** A row of the table in docs/indexes.md: a query, and the indexes said to serve it. */
interface DocumentedQuery {
  readonly query: string;
  readonly indexes: readonly string[];
}

/** The section of docs/indexes.md about one service. */
export function readDocumentedSection(service: string): string {
  const page = readFileSync(new URL('../../../../docs/indexes.md', import.meta.url), 'utf8');
  return page.split(/^## /m).find((text) => text.startsWith(`${service}\n`)) ?? '';
}

/** The queries that the page names of one service. */
export function readDocumentedQueries(service: string): readonly DocumentedQuery[] {
  return readDocumentedSection(service)
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
