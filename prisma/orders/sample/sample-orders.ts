import { seedId, seedRandom, seedVariants, type seedWorld } from '@causeway/database';

/** Fixed, so that the rows are the same whenever they are made. */
const NOW_MS = Date.parse('2026-11-01T00:00:00Z');
const DAY_MS = 24 * 3_600_000;
const TWO_YEARS_MS = 2 * 365 * DAY_MS;

/** The sample customer's orders, spread over the two years: enough for a second page of ten. */
const ORDERS_OF_SAMPLE_CUSTOMER = 24;
/** The first users are the sample accounts; customers come after them. */
const SAMPLE_ACCOUNTS = 5;
const WAREHOUSE_ACCOUNT = 3;

const MAXIMUM_LINES = 5;
const MAXIMUM_QUANTITY = 3;

/** What was paid for shipping; an order keeps it, whatever the tariff is by then. */
const FREE_SHIPPING_FROM_MINOR = 10_000;
const SHIPPING_BASE_MINOR = 490;
const SHIPPING_PER_EXTRA_KILOGRAM_MINOR = 120;

type SampleStatus = 'PENDING' | 'CONFIRMED' | 'FULFILLED' | 'REJECTED' | 'CANCELLED';

interface SampleLine {
  readonly variant: ReturnType<typeof seedVariants>[number];
  readonly productId: string;
  readonly quantity: number;
}

export interface SampleOrder {
  readonly id: string;
  readonly userId: string;
  readonly status: SampleStatus;
  readonly itemsTotalMinor: number;
  readonly shippingTotalMinor: number;
  readonly placedAt: Date;
  readonly lines: readonly SampleLine[];
}

/** The orders of the sample shop, oldest first. */
export function sampleOrders(world: ReturnType<typeof seedWorld>): readonly SampleOrder[] {
  const random = seedRandom('orders');
  const spacingMs = TWO_YEARS_MS / world.orders;
  const startMs = NOW_MS - TWO_YEARS_MS;
  const shelf = createShelf(world.products);
  return Array.from({ length: world.orders }, (_, index) => {
    const placedAt = new Date(startMs + Math.floor((index + random()) * spacingMs));
    const lines = sampleLines(shelf, random);
    const itemsTotalMinor = sum(
      lines.map(({ variant, quantity }) => variant.priceMinor * quantity),
    );
    return {
      id: seedId('order', index),
      userId: seedId('user', customerOf(index, world, random)),
      status: sampleStatus(placedAt, random),
      itemsTotalMinor,
      shippingTotalMinor: shippingOf(lines, itemsTotalMinor),
      placedAt,
      lines,
    };
  });
}

/** Whether what was ordered counts as sold. */
export function isSold({ status }: SampleOrder): boolean {
  return status !== 'REJECTED' && status !== 'CANCELLED';
}

function customerOf(
  index: number,
  { orders, users }: ReturnType<typeof seedWorld>,
  random: () => number,
): number {
  const others = users - SAMPLE_ACCOUNTS;
  const other = SAMPLE_ACCOUNTS + Math.floor(random() * others);
  const every = Math.floor(orders / ORDERS_OF_SAMPLE_CUSTOMER);
  return index % every === every - 1 ? 0 : other;
}

interface ShelfProduct {
  readonly productId: string;
  readonly variants: ReturnType<typeof seedVariants>;
}

/**
 * Looks up products by a number in [0, 1).
 * PERF: each is made once; hashing ids and drawing variants anew for every line took most of the seed.
 */
function createShelf(products: number): (place: number) => ShelfProduct {
  const made = new Map<number, ShelfProduct>();
  return (place) => {
    const index = Math.floor(place * products);
    const product = made.get(index) ?? {
      productId: seedId('product', index),
      variants: seedVariants(index),
    };
    made.set(index, product);
    return product;
  };
}

/** Each variant at most once, as in a cart; a few products sell much better than most. */
function sampleLines(
  shelf: (place: number) => ShelfProduct,
  random: () => number,
): readonly SampleLine[] {
  const wanted = 1 + Math.floor(random() ** 2 * MAXIMUM_LINES);
  const lines = new Map<string, SampleLine>();
  for (let draw = 0; draw < wanted; draw += 1) {
    const { productId, variants } = shelf(random() ** 2);
    const variant = variants[Math.floor(random() * variants.length)];
    const quantity = 1 + Math.floor(random() ** 3 * MAXIMUM_QUANTITY);
    if (variant === undefined) throw new Error(`The product ${productId} has no variant.`);
    lines.set(variant.id, { variant, productId, quantity });
  }
  return [...lines.values()];
}

/** Nearly all old orders are done with; the last days' are in every status. */
function sampleStatus(placedAt: Date, random: () => number): SampleStatus {
  const ageDays = (NOW_MS - placedAt.getTime()) / DAY_MS;
  const draw = random();
  if (draw < 0.06) return 'CANCELLED';
  if (draw < 0.08) return 'REJECTED';
  if (ageDays < 10) return draw < 0.65 ? 'PENDING' : 'CONFIRMED';
  if (ageDays < 30) return draw < 0.4 ? 'CONFIRMED' : 'FULFILLED';
  return 'FULFILLED';
}

function shippingOf(lines: readonly SampleLine[], itemsTotalMinor: number): number {
  if (itemsTotalMinor >= FREE_SHIPPING_FROM_MINOR) return 0;
  const weightGrams = sum(lines.map(({ variant, quantity }) => variant.weightGrams * quantity));
  const extraKilograms = Math.max(0, Math.ceil(weightGrams / 1_000) - 1);
  return SHIPPING_BASE_MINOR + extraKilograms * SHIPPING_PER_EXTRA_KILOGRAM_MINOR;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export interface SampleStep {
  readonly from: SampleStatus | null;
  readonly to: SampleStatus;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
}

const CONFIRMED_AFTER_MS = 5 * 3_600_000;
const ENDED_AFTER_MS = 2 * DAY_MS;

/** How an order came to its status: the shop's part is done by the warehouse's account. */
export function stepsOf({ userId, status, placedAt }: SampleOrder): readonly SampleStep[] {
  const by = seedId('user', WAREHOUSE_ACCOUNT);
  const after = (ms: number) => new Date(Math.min(placedAt.getTime() + ms, NOW_MS));
  const confirmed = { reason: null, by, at: after(CONFIRMED_AFTER_MS) };
  const placed: SampleStep = { from: null, to: 'PENDING', reason: null, by: userId, at: placedAt };
  switch (status) {
    case 'PENDING':
      return [placed];
    case 'CONFIRMED':
      return [placed, { from: 'PENDING', to: 'CONFIRMED', ...confirmed }];
    case 'FULFILLED':
      return [
        placed,
        { from: 'PENDING', to: 'CONFIRMED', ...confirmed },
        { from: 'CONFIRMED', to: 'FULFILLED', reason: null, by, at: after(ENDED_AFTER_MS) },
      ];
    case 'REJECTED':
      return [
        placed,
        { ...confirmed, from: 'PENDING', to: 'REJECTED', reason: 'It could not be delivered.' },
      ];
    case 'CANCELLED':
      return [placed, { ...confirmed, from: 'PENDING', to: 'CANCELLED', by: userId }];
  }
}
