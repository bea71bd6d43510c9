import { DomainError } from '../errors/domain-error.ts';

/**
 * A slice of an ordered list: at most `size` rows after (forward) or before (backward) `cursor`, from
 * the list's start or end when it is null. Fetch `size + 1` rows, backward in reverse order, and hand
 * them to `buildConnection`.
 */
export interface Page {
  readonly direction: 'forward' | 'backward';
  readonly size: number;
  readonly cursor: string | null;
}

/** The arguments of a Relay connection field. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** Reads a connection's arguments. Throws BAD_USER_INPUT naming the argument that is wrong. */
export function parsePage(
  { first, after, last, before }: PageArguments,
  limits: { readonly defaultFirst: number; readonly maximum: number },
): Page {
  if (last != null) {
    refuseMixing('last', { first, after });
    return { direction: 'backward', size: parseSize('last', last, limits), cursor: before ?? null };
  }
  if (before != null) throw badInput('`before` needs `last`.');
  const size = parseSize('first', first ?? limits.defaultFirst, limits);
  return { direction: 'forward', size, cursor: after ?? null };
}

/** Relay allows both directions at once but advises against it: the result is hard to foresee. */
function refuseMixing(given: string, others: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(others)) {
    if (value != null) throw badInput(`\`${given}\` cannot be combined with \`${name}\`.`);
  }
}

function parseSize(name: string, size: number, { maximum }: { maximum: number }): number {
  if (Number.isInteger(size) && size >= 0 && size <= maximum) return size;
  throw badInput(`\`${name}\` must be between 0 and ${maximum}, got ${size}.`);
}

function badInput(message: string): DomainError {
  return new DomainError('BAD_USER_INPUT', message);
}
