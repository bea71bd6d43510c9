import { readFileSync } from 'node:fs';
import { lintRules } from '@causeway/schema-kit';
import { expect, test } from 'vitest';

test('the page names every lint rule as it is, and none that is gone', () => {
  const page = readFileSync(new URL('schema-checks.md', import.meta.url), 'utf8');
  const section = page.split('## Lint rules')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| `([^`]+)` \| (\w+) \| (.+) \|$/gm)];
  expect(rows.map(([, rule, severity, asks]) => [rule, severity, asks])).toEqual(
    Object.entries(lintRules).map(([rule, { severity, asks }]) => [
      rule,
      severity.toLowerCase(),
      asks,
    ]),
  );
});
