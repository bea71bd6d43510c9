import { Prisma } from '@causeway/catalog-db';
import type { ProductFilter } from './product-filter.ts';

/** The conditions of a filter on `product p`, but for its category, which each list treats its way. */
export function productConditions(filter: ProductFilter): readonly Prisma.Sql[] {
  const { status, price, inStock, attributes } = filter;
  return [
    Prisma.sql`p.status = ${status}::product_status`,
    ...(price === null ? [] : priceConditions(price)),
    ...(inStock === null ? [] : [stockCondition(inStock)]),
    ...attributes.map(attributeCondition),
  ];
}

function priceConditions({ currency, minMinor, maxMinor }: NonNullable<ProductFilter['price']>) {
  return [
    Prisma.sql`p.currency = ${currency}::currency_code`,
    ...(minMinor === null ? [] : [Prisma.sql`p.price_from_minor >= ${minMinor}`]),
    ...(maxMinor === null ? [] : [Prisma.sql`p.price_from_minor <= ${maxMinor}`]),
  ];
}

function stockCondition(inStock: boolean): Prisma.Sql {
  const some = Prisma.sql`EXISTS (SELECT FROM variant v WHERE v.product_id = p.id AND v.stock > 0)`;
  return inStock ? some : Prisma.sql`NOT ${some}`;
}

/** One containment test per value: that is the operator the index knows. */
function attributeCondition({ name, anyOf }: ProductFilter['attributes'][number]): Prisma.Sql {
  const tests = anyOf.map(
    (value) => Prisma.sql`p.attributes @> ${JSON.stringify({ [name]: value })}::jsonb`,
  );
  return Prisma.sql`(${Prisma.join(tests, ' OR ')})`;
}
