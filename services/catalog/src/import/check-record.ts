import { validateInput } from '@causeway/subgraph-kit';
import { type ProductRecord, productRecord } from '../products/product-input.ts';
import type { FileRecord } from './file-record.ts';
import type { Refusal } from './report-file.ts';

/** A record of a file that keeps the rules, or why it does not. */
export type CheckedRecord =
  | { readonly kind: 'valid'; readonly line: number; readonly product: ProductRecord }
  | { readonly kind: 'invalid'; readonly refusal: Refusal };

export function checkRecord({ line, content }: FileRecord): CheckedRecord {
  if (content.kind === 'unreadable') {
    return { kind: 'invalid', refusal: { line, slug: null, reason: content.reason } };
  }
  const checked = validateInput(productRecord, content.input);
  if (checked.kind === 'valid') return { kind: 'valid', line, product: checked.value };
  const reason = checked.failure.fields
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ');
  return { kind: 'invalid', refusal: { line, slug: slugOf(content.input), reason } };
}

/** The slug is known when anything else is wrong; it makes the line easier to find. */
function slugOf(input: unknown): string | null {
  const slug = (input as { slug?: unknown } | null)?.slug;
  return typeof slug === 'string' ? slug.slice(0, 100) : null;
}
