/**
 * What stands around a match in the text that PostgreSQL returns: code points that no language uses
 * (Unicode §23.5, private use), and that are taken out of the text beforehand.
 */
export const MATCH_START = '\ue000';
export const MATCH_END = '\ue001';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Makes HTML of a passage with marked matches: everything in it is escaped, and the only elements are
 * the `mark` elements made here. Text first, marks second, so that no text can become an element.
 */
export function highlightHtml(passage: string): string {
  return passage
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
    .replaceAll(MATCH_START, '<mark>')
    .replaceAll(MATCH_END, '</mark>');
}
