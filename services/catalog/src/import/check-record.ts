import { type InvalidField, validateInput } from '@causeway/subgraph-kit';
import { type ProductRecord, productRecord } from '../products/product-input.ts';
import type { FileRecord, Place } from './file-record.ts';
import type { Refusal } from './report-file.ts';

/** A record of a file that keeps the rules, or why it does not. */
export type CheckedRecord = ValidRecord | InvalidRecord;

export interface ValidRecord {
  readonly kind: 'valid';
  readonly number: number;
  readonly product: ProductRecord;
  /** What to report where the catalog cannot take it. */
  readonly refuse: (faults: readonly InvalidField[]) => readonly Refusal[];
}

export interface InvalidRecord {
  readonly kind: 'invalid';
  readonly number: number;
  readonly refusals: readonly Refusal[];
}

/** Enough to mend a product by; a record of one megabyte could have a hundred thousand. */
const MAXIMUM_REPORTED_FAULTS = 20;

export function checkRecord({ number, content }: FileRecord): CheckedRecord {
  if (content.kind === 'unreadable') {
    const { place, reason } = content;
    return { kind: 'invalid', number, refusals: [refusalAt(place, null, reason)] };
  }
  const { input, locate } = content;
  const refuse = (faults: readonly InvalidField[]) =>
    faults
      .slice(0, MAXIMUM_REPORTED_FAULTS)
      .map(({ path, message }) => refusalAt(locate(path), slugOf(input), message));
  const checked = validateInput(productRecord, input);
  if (checked.kind === 'valid') return { kind: 'valid', number, product: checked.value, refuse };
  return { kind: 'invalid', number, refusals: refuse(checked.failure.fields) };
}

function refusalAt({ line, column }: Place, slug: string | null, reason: string): Refusal {
  return { line, column, slug, reason };
}

/** The slug is known when anything else is wrong; it makes the line easier to find. */
function slugOf(input: unknown): string | null {
  const slug = (input as { slug?: unknown } | null)?.slug;
  return typeof slug === 'string' ? slug.slice(0, 100) : null;
}
