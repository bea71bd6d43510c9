import { textOf } from '../text-of.ts';

/** The data behind the flagship query: ten orders of three lines, and twenty products found. */

const money = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

export const user = { id: 'u1', displayName: 'Ada Weaver', email: 'ada@example.com' };

const ROOT = { id: 'c0', slug: 'home', name: 'Home' };

export const categories = Array.from({ length: 4 }, (_, index) => {
  const own = { id: `c${index + 1}`, slug: `part-${index + 1}`, name: `Part ${index + 1}` };
  return { ...own, path: [ROOT, own] };
});

const products = Array.from({ length: 24 }, (_, index) => ({
  id: `p${index}`,
  title: `Wool blanket ${index}`,
  slug: `wool-blanket-${index}`,
  priceFrom: money(2_900 + 100 * index),
  category: categories[index % categories.length],
}));

export const variants = Array.from({ length: 18 }, (_, index) => ({
  id: `v${index}`,
  sku: `WB-${index}`,
  title: `Size ${index % 3}`,
  price: money(2_900 + 50 * index),
  weightGrams: 400 + 60 * index,
  stock: (index * 5) % 13,
  productId: `p${index % 6}`,
}));

export const orders = Array.from({ length: 12 }, (_, index) => ({
  id: `o${index}`,
  number: `C-${1_000 + index}`,
  status: index % 3 === 0 ? 'PENDING' : 'FULFILLED',
  placedAt: `2026-03-${String(28 - index).padStart(2, '0')}T10:00:00.000Z`,
  total: money(12_000 + 10 * index),
  lines: [0, 1, 2].map((line) => ({
    quantity: line + 1,
    unitPrice: money(2_900 + line),
    variantId: `v${(index * 3 + line) % variants.length}`,
  })),
}));

export const searchEdges = products.slice(0, 20).map((node, index) => ({
  node,
  score: 1 - index / 32,
  highlight: `<mark>wool</mark> ${textOf(80, index)}`,
}));

export const productOf = (id: unknown) => products.find((product) => product.id === id) ?? null;

export const variantOf = (id: unknown) => variants.find((variant) => variant.id === id) ?? null;
