import { readFileSync } from 'node:fs';
import { errorTable as gatewayErrors } from '@causeway/gateway';
import { errorTable as subgraphErrors } from '@causeway/subgraph-kit';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('errors.md', import.meta.url), 'utf8');

/** Code → status, as the table under a heading of the page has them. */
function documentedCodes(heading: string): Record<string, number> {
  const section = page.split('\n## ').find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const rows = [...section.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)];
  return Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)]));
}

function statuses(table: Record<string, { httpStatus: number }>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(table).map(([code, { httpStatus }]) => [code, httpStatus]),
  );
}

test.each([
  ['The gateway', gatewayErrors],
  ['The subgraphs', subgraphErrors],
])('%s: every code is documented with its status, and none that is gone', (heading, table) => {
  expect(documentedCodes(heading)).toEqual(statuses(table));
});
