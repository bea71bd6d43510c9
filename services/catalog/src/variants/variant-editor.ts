import {
  type InvalidInput,
  invalidInput,
  type Principal,
  parseId,
  requireScope,
  validateInput,
} from '@causeway/subgraph-kit';
import type { CatalogLoaders } from '../catalog-loaders.ts';
import { WRITE_SCOPE } from '../products/product.ts';
import { changeStock, MAXIMUM_STOCK } from './stock.ts';
import type { Variant } from './variant.ts';
import {
  type InsufficientStock,
  insufficientStock,
  type PriceCurrencyMismatch,
  priceCurrencyMismatch,
  type StockChanged,
  stockChanged,
  type VariantNotFound,
  variantNotFound,
} from './variant-failures.ts';
import { adjustStockInput, setPriceInput } from './variant-input.ts';
import type { VariantStore } from './variant-store.ts';

const STOCK_SCOPE = 'stock:write';

export type SetPriceOutcome =
  | { readonly __typename: 'SetPriceSuccess'; readonly variant: Variant }
  | InvalidInput
  | VariantNotFound
  | PriceCurrencyMismatch;

export type AdjustStockOutcome =
  | { readonly __typename: 'AdjustStockSuccess'; readonly variant: Variant }
  | InvalidInput
  | VariantNotFound
  | InsufficientStock
  | StockChanged;

export type VariantEditor = ReturnType<typeof createVariantEditor>;

/** Writes variants for one viewer. Throws UNAUTHENTICATED or FORBIDDEN for a viewer who may not. */
export function createVariantEditor(options: {
  store: VariantStore;
  loaders: CatalogLoaders;
  viewer: Principal;
}) {
  const { store, loaders, viewer } = options;

  async function reload(id: string): Promise<Variant> {
    loaders.forget();
    const variant = await loaders.variant.load(id);
    if (variant === null) throw new Error(`The variant ${id} is gone after it was written.`);
    return variant;
  }

  return {
    async setPrice(input: unknown): Promise<SetPriceOutcome> {
      requireScope(viewer, WRITE_SCOPE);
      const checked = validateInput(setPriceInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { variantId, price } = checked.value;
      const id = parseId(variantId);
      const outcome = id && (await store.setPrice(id, price));
      if (!id || !outcome) return variantNotFound(variantId);
      if (outcome.kind === 'other-currency') return priceCurrencyMismatch(outcome.expected);
      return { __typename: 'SetPriceSuccess', variant: await reload(id) };
    },

    async adjustStock(input: unknown): Promise<AdjustStockOutcome> {
      requireScope(viewer, STOCK_SCOPE);
      const checked = validateInput(adjustStockInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { variantId, change } = checked.value;
      const id = parseId(variantId);
      const outcome =
        id && (await store.changeStock(id, (current) => changeStock(current, change)));
      if (!id || !outcome) return variantNotFound(variantId);
      switch (outcome.kind) {
        case 'changed':
          return { __typename: 'AdjustStockSuccess', variant: await reload(id) };
        case 'insufficient':
          return insufficientStock(outcome.available);
        case 'unexpected':
          return stockChanged(outcome.stock);
        case 'excessive':
          return invalidInput([
            { path: ['delta'], message: `would bring the stock above ${MAXIMUM_STOCK}` },
          ]);
      }
    },
  };
}
