import type { PrismaClient } from '@causeway/catalog-db';

/** Everything a list can depend on, of every product. */
export async function readAllProducts(database: PrismaClient) {
  return database.product.findMany({
    include: { variants: true, category: { select: { path: true } } },
  });
}

export type OracleProduct = Awaited<ReturnType<typeof readAllProducts>>[number];

export interface OracleFilter {
  categoryId?: string;
  status?: string;
  inStock?: boolean;
  price?: { currency: string; minMinor?: number; maxMinor?: number };
  attributes?: readonly { name: string; anyOf: readonly string[] }[];
}

/** What `ProductFilter` means, one product at a time and without SQL. */
export function matches(product: OracleProduct, filter: OracleFilter): boolean {
  const { categoryId, status = 'ACTIVE', inStock, price, attributes = [] } = filter;
  const values = product.attributes as Record<string, string>;
  return (
    product.status === status &&
    (categoryId === undefined || product.category.path.includes(categoryId)) &&
    (inStock === undefined || inStock === product.variants.some(({ stock }) => stock > 0)) &&
    (price === undefined || isPricedWithin(product, price)) &&
    attributes.every(({ name, anyOf }) => anyOf.includes(values[name] ?? ''))
  );
}

function isPricedWithin(product: OracleProduct, price: NonNullable<OracleFilter['price']>) {
  const { currency, minMinor = 0, maxMinor = Number.POSITIVE_INFINITY } = price;
  const lowest = Math.min(...product.variants.map(({ priceMinor }) => priceMinor));
  return product.currency === currency && lowest >= minMinor && lowest <= maxMinor;
}

const titles = new Intl.Collator('und');

/** What `ProductSort` means. */
export const comparisons: Record<string, (a: OracleProduct, b: OracleProduct) => number> = {
  NEWEST: (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || byId(b, a),
  PRICE_ASC: byPrice,
  PRICE_DESC: (a, b) => byPrice(b, a),
  TITLE: (a, b) => titles.compare(a.title, b.title) || byId(a, b),
};

function byPrice(a: OracleProduct, b: OracleProduct): number {
  return a.priceFromMinor - b.priceFromMinor || byId(a, b);
}

function byId(a: OracleProduct, b: OracleProduct): number {
  return a.id < b.id ? -1 : 1;
}
