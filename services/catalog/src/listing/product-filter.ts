import { idArgument, type Principal, parseArgument, requireScope } from '@causeway/subgraph-kit';
import { z } from 'zod';
import { attributeName, attributeValue } from '../attributes/attributes.ts';
import { currencyCode } from '../pricing/money.ts';
import { WRITE_SCOPE } from '../products/product.ts';

const MAXIMUM_ATTRIBUTES = 10;
const MAXIMUM_VALUES = 20;

const attributeFilter = z.object({
  name: attributeName,
  anyOf: z
    .array(attributeValue)
    .min(1, 'must have at least one value')
    .max(MAXIMUM_VALUES, `must have at most ${MAXIMUM_VALUES} values`),
});

const priceRange = z.object({
  currency: currencyCode,
  minMinor: z.int().nullish().default(null),
  maxMinor: z.int().nullish().default(null),
});

const productFilter = z.object({
  categoryId: idArgument.nullish().default(null),
  status: z
    .enum(['DRAFT', 'ACTIVE', 'ARCHIVED'])
    .nullish()
    .transform((status) => status ?? 'ACTIVE'),
  price: priceRange.nullish().default(null),
  inStock: z.boolean().nullish().default(null),
  attributes: z
    .array(attributeFilter)
    .max(MAXIMUM_ATTRIBUTES, `must have at most ${MAXIMUM_ATTRIBUTES} conditions`)
    .nullish()
    .transform((attributes) => attributes ?? []),
});

/** Which products a list shows. Every condition that is not null must hold. */
export type ProductFilter = Readonly<z.output<typeof productFilter>>;

/**
 * Reads the argument `filter`. Throws BAD_USER_INPUT naming the field that is wrong, and
 * UNAUTHENTICATED or FORBIDDEN when it asks for products that are not the viewer's to list.
 */
export function parseFilter(input: unknown, viewer: Principal): ProductFilter {
  const filter = parseArgument('filter', productFilter, input ?? {});
  if (filter.status !== 'ACTIVE') requireScope(viewer, WRITE_SCOPE);
  return filter;
}
