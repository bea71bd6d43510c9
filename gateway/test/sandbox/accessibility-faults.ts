import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds, apart from the inside of the editors, which are Monaco's. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(`axe
    .run({ exclude: [['.monaco-editor']] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary].join(': '))))`);
}
