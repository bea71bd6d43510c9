import { canonicalId } from '@causeway/subgraph-kit';
import { z } from 'zod';
import { money } from '../money/money.ts';

/** What the catalog says of a variant at this moment. */
const catalogVariant = z.object({
  id: canonicalId,
  sku: z.string(),
  title: z.string(),
  price: money,
  weightGrams: z.int().min(0),
  isAvailable: z.boolean(),
  stock: z.int().min(0),
  product: z.object({ id: canonicalId, title: z.string() }),
});

export type CatalogVariant = Readonly<z.output<typeof catalogVariant>>;

export const VARIANTS_QUERY = `query VariantsForCheckout($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Variant {
      id sku title weightGrams isAvailable stock
      price { amountMinor currency }
      product { id title }
    }
  }
}`;

export function representationsOf(ids: readonly string[]) {
  return ids.map((id) => ({ __typename: 'Variant', id }));
}

/**
 * An answer to `VARIANTS_QUERY`. Any error in it makes it worthless: a variant that is null because
 * of an error is not one that the catalog does not have.
 */
const answer = z.object({
  errors: z.array(z.unknown()).max(0, 'The catalog answered with errors.').optional(),
  data: z.object({ _entities: z.array(catalogVariant.nullable()) }),
});

/**
 * Reads the catalog's answer about `ids`: the variants that exist. Throws when it is not an answer to
 * the question, whatever is wrong with it.
 */
export function parseVariants(body: unknown, ids: readonly string[]): readonly CatalogVariant[] {
  const entities = answer.parse(body).data._entities;
  // Federation: Subgraph spec, `Query._entities`: one entity for each representation, in their order.
  if (entities.length !== ids.length) throw new Error('The catalog left variants out.');
  if (entities.some((entity, index) => entity !== null && entity.id !== ids[index])) {
    throw new Error('The catalog answered about other variants.');
  }
  return entities.filter((entity) => entity !== null);
}
