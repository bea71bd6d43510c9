import { z } from 'zod';

// RFC 9562 §4: any version, since the ids of sample rows are derived from names.
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads an id as the database writes it, so that loaders find the row under the key that was asked
 * for. Null when it cannot be the id of anything.
 */
export function parseId(id: string): string | null {
  const canonical = id.toLowerCase();
  return UUID.test(canonical) ? canonical : null;
}

/** An id in the form the database writes. */
export const canonicalId = z.string().regex(UUID, 'is not an id');

/** An id in an argument, in any case. */
export const idArgument = z.string().toLowerCase().regex(UUID, 'is not an id');
