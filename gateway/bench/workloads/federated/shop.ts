import { textOf } from '../text-of.ts';

/** The data behind the workload, made by rule: six users, nine products, eleven reviews. */

export interface Review {
  id: string;
  text: string;
  sku: string;
  authorId: string;
}

/** How long each review is, which product it is of and who wrote it. */
const REVIEWS = [
  ...[620, 410, 390, 200].map((length) => ({ length, product: 1 })),
  ...[620, 410, 390, 200].map((length) => ({ length, product: 2 })),
  { length: 200, product: 3 },
  ...[200, 1_180].map((length) => ({ length, product: 4 })),
];

export const users = Array.from({ length: 6 }, (_, index) => ({
  id: String(index + 1),
  handle: `reader${index + 1}`,
  fullName: `Reader Number ${index + 1}`,
  bornAt: 1_234_567_890 + index,
}));

export const products = Array.from({ length: 9 }, (_, index) => ({
  sku: String(index + 1),
  title: `${['Table', 'Couch', 'Chair', 'Lamp', 'Shelf'][index % 5]} ${index + 1}`,
  cents: 899 + 450 * index,
  grams: 100 + 450 * index,
}));

export const reviews: readonly Review[] = REVIEWS.map(({ length, product }, index) => ({
  id: String(index + 1),
  text: textOf(length, index),
  sku: String(product),
  authorId: String((index % users.length) + 1),
}));

export const isAvailable = (sku: string): boolean => Number(sku) % 3 !== 0;

export const deliveryCents = (cents: number, grams: number): number =>
  cents > 1_000 ? 0 : Math.round(grams * 0.5);
