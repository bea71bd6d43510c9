import { DomainError } from '@causeway/subgraph-kit';

/**
 * Finds a row by the one of its two names that is given. Throws BAD_USER_INPUT unless exactly one is.
 */
export async function findByName<T>(
  { id, slug }: { readonly id: string | null; readonly slug: string | null },
  by: {
    readonly id: (id: string) => Promise<T | null>;
    readonly slug: (slug: string) => Promise<T | null>;
  },
): Promise<T | null> {
  if (id !== null && slug === null) return by.id(id);
  // PostgreSQL refuses NUL in a text, so no slug has one.
  if (id === null && slug !== null) return slug.includes('\0') ? null : by.slug(slug);
  throw new DomainError('BAD_USER_INPUT', 'Give either `id` or `slug`.');
}
