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

/** None is PENDING: an order is that for moments only. */
type SampleStatus = 'CONFIRMED' | 'FULFILLED' | 'REJECTED' | 'CANCELLED';

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
  if (ageDays < 10) return 'CONFIRMED';
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
  /** The order's version since then: changes of the payment are counted in between. */
  readonly version: number;
  readonly from: SampleStatus | 'PENDING' | null;
  readonly to: SampleStatus | 'PENDING';
  readonly reason: string | null;
  /** Null where no person did it. */
  readonly by: string | null;
  readonly at: Date;
}

/** Where an order of the sample got to, and how. */
export interface SampleLife {
  readonly steps: readonly SampleStep[];
  readonly payment: 'CAPTURED' | 'DECLINED' | 'REFUNDED';
  readonly rejection: string | null;
  readonly version: number;
  readonly updatedAt: Date;
}

const SETTLED_AFTER_MS = 2_000;
const CANCELLED_AFTER_MS = 5 * 3_600_000;
const FULFILLED_AFTER_MS = 2 * DAY_MS;

/**
 * How an order came to its status, as the saga counts: a placed order is version 1, its payment is
 * authorised in versions 2 and 3, it is confirmed in version 4 and captured in version 5. Only then is
 * it sent by the warehouse's account, or cancelled by its customer and refunded.
 */
export function lifeOf({ userId, status, placedAt }: SampleOrder): SampleLife {
  const after = (ms: number) => new Date(Math.min(placedAt.getTime() + ms, NOW_MS));
  const byNobody = { reason: null, by: null, at: after(SETTLED_AFTER_MS) };
  const placed: SampleStep = {
    ...{ version: 1, from: null, to: 'PENDING', reason: null, by: userId, at: placedAt },
  };
  const confirmed: SampleStep = { version: 4, from: 'PENDING', to: 'CONFIRMED', ...byNobody };
  const paid = { payment: 'CAPTURED', rejection: null, version: 5 } as const;
  switch (status) {
    case 'CONFIRMED':
      return { ...paid, steps: [placed, confirmed], updatedAt: confirmed.at };
    case 'FULFILLED': {
      const by = seedId('user', WAREHOUSE_ACCOUNT);
      const at = after(FULFILLED_AFTER_MS);
      const sent: SampleStep = { version: 6, from: 'CONFIRMED', to: status, reason: null, by, at };
      return { ...paid, steps: [placed, confirmed, sent], version: 6, updatedAt: at };
    }
    case 'CANCELLED': {
      const at = after(CANCELLED_AFTER_MS);
      const called: SampleStep = {
        version: 6,
        from: 'CONFIRMED',
        to: status,
        reason: null,
        by: userId,
        at,
      };
      const steps = [placed, confirmed, called];
      return { steps, payment: 'REFUNDED', rejection: null, version: 7, updatedAt: at };
    }
    case 'REJECTED': {
      const reason = 'The payment was declined.';
      const refused: SampleStep = { version: 3, from: 'PENDING', to: status, ...byNobody, reason };
      const rejection = JSON.stringify({ kind: 'payment-declined', code: 'card_declined' });
      const steps = [placed, refused];
      return { steps, payment: 'DECLINED', rejection, version: 3, updatedAt: refused.at };
    }
  }
}
