import { expect, test } from 'vitest';
import { checkReportMarkdown } from './check-report-markdown.ts';
import { checkReportText } from './check-report-text.ts';
import type { ReportedCheck } from './reported-check.ts';

const failed: ReportedCheck = {
  ...{ subgraph: 'catalog', status: 'FAILED', comparedWith: 12, compositionErrors: [], lint: [] },
  ...{ operationsLookedAt: 1_234, isRecordComplete: true, since: '2026-10-29T00:00:00.000Z' },
  changes: [
    {
      change: {
        ...{ code: 'FIELD_REMOVED', severity: 'BREAKING', coordinate: 'Product.title' },
        message: "Field 'title' was removed from object type 'Product'",
      },
      ...{ verdict: 'REFUSED', affectedCount: 2 },
      affected: [
        {
          operation: {
            ...{ id: 'a'.repeat(64), name: 'Home', type: 'QUERY', count: 5_000 },
            lastSeen: '2026-11-27T10:00:00.000Z',
          },
          clients: [
            { name: 'web|<b>@all', version: '1.2', count: 4_000, lastSeen: '2026-11-27T10:00:00Z' },
            { name: null, version: null, count: 1_000, lastSeen: '2026-11-27T10:00:00Z' },
          ],
        },
      ],
    },
    {
      change: {
        ...{ code: 'FIELD_REMOVED', severity: 'BREAKING', coordinate: 'Product.old' },
        message: "Field 'old' was removed from object type 'Product'",
      },
      ...{ verdict: 'ALLOWED_UNUSED', affectedCount: 0, affected: [] },
    },
    {
      change: {
        ...{ code: 'FIELD_ADDED', severity: 'SAFE', coordinate: 'Product.heading' },
        message: "Field 'heading' was added to object type 'Product'",
      },
      ...{ verdict: 'ALLOWED', affectedCount: 0, affected: [] },
    },
  ],
};
const broken: ReportedCheck = {
  ...failed,
  changes: [],
  compositionErrors: [
    {
      ...{ code: 'INVALID_GRAPHQL', message: '[catalog] Unknown type "Prodct".' },
      places: [{ subgraph: 'catalog', line: 3, column: 14 }],
      fix: 'define the type in this subgraph, or correct its name.',
    },
  ],
  lint: [
    {
      ...{ rule: 'fields-camel-case', severity: 'WARNING', coordinate: 'Product.Title' },
      ...{ message: 'is not in camelCase', place: { subgraph: 'catalog', line: 9, column: 3 } },
    },
  ],
};
const schemaFile = { subgraph: 'catalog', path: 'src/schema.graphql' };

test('a check is told to people', () => {
  expect(checkReportText(failed)).toMatchInlineSnapshot(`
    "✗ catalog composes: 3 changes, 1 of them would break clients, 1,234 recorded operations looked at.

      breaking  Field 'title' was removed from object type 'Product'  Product.title
        query Home, 5,000 requests, last on 2026-11-27
          web|<b>@all 1.2: 4,000 requests
          a client that does not say who it is: 1,000 requests
        and 1 more
      breaking  Field 'old' was removed from object type 'Product'  Product.old
        nobody uses it

      and 1 safe change

      compared with version 12, usage since 2026-10-29
    "
  `);
  expect(checkReportText(broken, { schemaFile })).toMatchInlineSnapshot(`
    "✗ catalog does not compose: 1 problem.

      INVALID_GRAPHQL  [catalog] Unknown type "Prodct".
        at src/schema.graphql:3:14
        to fix it: define the type in this subgraph, or correct its name.

      warning  Product.Title: is not in camelCase (fields-camel-case)  src/schema.graphql:9:3

      compared with version 12, usage since 2026-10-29
    "
  `);
});

test('a check is told on a pull request', () => {
  expect(checkReportMarkdown(failed)).toMatchInlineSnapshot(`
    "### ❌ Schema check of \`catalog\`

    catalog composes: 3 changes, 1 of them would break clients, 1,234 recorded operations looked at.

    |  | where | what changes |  |
    | --- | --- | --- | --- |
    | breaking | \`Product.title\` | Field 'title' was removed from object type 'Product' | ❌ clients use it |
    | breaking | \`Product.old\` | Field 'old' was removed from object type 'Product' | ✅ nobody uses it |
    | safe | \`Product.heading\` | Field 'heading' was added to object type 'Product' | ✅ |

    <details><summary>2 operations with <code>Product.title</code></summary>

    | operation | requests | last | clients |
    | --- | --- | --- | --- |
    | query Home | 5,000 | 2026-11-27 | web&#124;&#60;b&#62;@&#8203;all 1.2, a client that does not say who it is |

    and 1 more

    </details>

    <sub>Compared with version 12; usage since 2026-10-29.</sub>
    "
  `);
  expect(checkReportMarkdown(broken, { schemaFile })).toMatchInlineSnapshot(`
    "### ❌ Schema check of \`catalog\`

    catalog does not compose: 1 problem.

    - **INVALID_GRAPHQL** &#91;catalog&#93; Unknown type "Prodct".
      at \`src/schema.graphql:3:14\`
      To fix it: define the type in this subgraph, or correct its name.

    | lint | where | what | rule |  |
    | --- | --- | --- | --- | --- |
    | warning | \`Product.Title\` | is not in camelCase | fields-camel-case | \`src/schema.graphql:9:3\` |

    <sub>Compared with version 12; usage since 2026-10-29.</sub>
    "
  `);
});
