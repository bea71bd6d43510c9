import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = new URL('security.md', import.meta.url);
const text = readFileSync(page, 'utf8');

test('every page and test that stands for a claim about security is there', () => {
  const links = Array.from(text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g), ([, link]) => link);
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((link) => !existsSync(new URL(String(link), page)))).toEqual([]);
});
