import { expect, test } from 'vitest';
import { highlightHtml, MATCH_END, MATCH_START } from './highlight.ts';

test('marks the matches and escapes everything else', () => {
  const passage = `<b onclick="x('&')">${MATCH_START}wool${MATCH_END} & ${MATCH_START}<i>${MATCH_END}`;
  expect(highlightHtml(passage)).toBe(
    '&lt;b onclick=&quot;x(&#39;&amp;&#39;)&quot;&gt;<mark>wool</mark> &amp; <mark>&lt;i&gt;</mark>',
  );
});
