import { z } from 'zod';
import { attributesInput } from '../attributes/attributes.ts';
import { moneyInput } from '../pricing/money.ts';
import { lineOfText } from '../validation/plain-text.ts';
import { MAXIMUM_STOCK, type StockChange } from './stock.ts';

const MAXIMUM_SKU_LENGTH = 40;
const MAXIMUM_TITLE_LENGTH = 200;
const MAXIMUM_WEIGHT_GRAMS = 1_000_000;
const SKU = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;

const stockLevel = z
  .int('must be a whole number')
  .min(0, 'must not be negative')
  .max(MAXIMUM_STOCK, `must be at most ${MAXIMUM_STOCK}`);

export const newVariantInput = z.object({
  sku: z
    .string()
    .max(MAXIMUM_SKU_LENGTH, `must have at most ${MAXIMUM_SKU_LENGTH} characters`)
    .regex(SKU, 'must be capital letters and digits, joined by `-`'),
  title: lineOfText(MAXIMUM_TITLE_LENGTH),
  price: moneyInput,
  weightGrams: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(MAXIMUM_WEIGHT_GRAMS, `must be at most ${MAXIMUM_WEIGHT_GRAMS}`),
  attributes: attributesInput,
  stock: stockLevel,
});

/** A variant as a file for import has it: what it may leave out stays as it is, or as it begins. */
export const variantRecord = newVariantInput
  .extend({ attributes: attributesInput.nullish(), stock: stockLevel.nullish() })
  .strict();

export const setPriceInput = z.object({ variantId: z.string(), price: moneyInput });

/** Reads either kind of change; both at once, or neither, would say nothing clear. */
export const adjustStockInput = z
  .object({
    variantId: z.string(),
    delta: z
      .int('must be a whole number')
      .min(-MAXIMUM_STOCK, `must be at least ${-MAXIMUM_STOCK}`)
      .max(MAXIMUM_STOCK, `must be at most ${MAXIMUM_STOCK}`)
      .nullish(),
    setTo: stockLevel.nullish(),
    expectedStock: stockLevel.nullish(),
  })
  .transform(({ variantId, delta, setTo, expectedStock }, context) => {
    const refuse = (field: string, message: string) => {
      context.addIssue({ code: 'custom', path: [field], message });
      return z.NEVER;
    };
    const accept = (change: StockChange) => ({ variantId, change });
    if (delta != null) {
      if (setTo != null) return refuse('setTo', 'cannot be given with `delta`');
      if (expectedStock != null) return refuse('expectedStock', 'cannot be given with `delta`');
      return accept({ kind: 'delta', delta });
    }
    if (setTo == null) return refuse('delta', 'must be given, or else `setTo`');
    if (expectedStock == null) return refuse('expectedStock', 'must be given with `setTo`');
    return accept({ kind: 'replace', expected: expectedStock, stock: setTo });
  });
