import type { Money } from './money/money.ts';

/** What this service knows of other services' entities: their ids, and what the gateway brings along. */
export interface UserReference {
  readonly id: string;
}

export interface ProductReference {
  readonly id: string;
}

export interface VariantReference {
  readonly id: string;
  /** These two only where a field of ours `@requires` them. */
  readonly weightGrams?: number | null;
  readonly price?: Money | null;
}
