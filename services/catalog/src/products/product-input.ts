import { z } from 'zod';
import { attributesInput } from '../attributes/attributes.ts';
import { lineOfText, paragraphs } from '../validation/plain-text.ts';
import { newVariantInput, variantRecord } from '../variants/variant-input.ts';

const MAXIMUM_SLUG_LENGTH = 100;
/** Also what fits into a cursor of a list by title. */
const MAXIMUM_TITLE_LENGTH = 200;
const MAXIMUM_DESCRIPTION_LENGTH = 10_000;
export const MAXIMUM_VARIANTS = 50;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const slug = z
  .string()
  .max(MAXIMUM_SLUG_LENGTH, `must have at most ${MAXIMUM_SLUG_LENGTH} characters`)
  .regex(SLUG, 'must be lower case letters and digits, joined by `-`');
const title = lineOfText(MAXIMUM_TITLE_LENGTH);
const description = paragraphs(MAXIMUM_DESCRIPTION_LENGTH);
const expectedVersion = z.int().min(1, 'must be at least 1').nullish();

type Priced = Pick<z.output<typeof newVariantInput>, 'sku' | 'price'>;

function variantsOf<V extends Priced>(variant: z.ZodType<V>) {
  return z
    .array(variant)
    .max(MAXIMUM_VARIANTS, `must have at most ${MAXIMUM_VARIANTS} variants`)
    .superRefine(checkTogether)
    .transform(([first, ...others], context): [V, ...V[]] => {
      if (first !== undefined) return [first, ...others];
      context.addIssue({ code: 'custom', message: 'must have at least one variant' });
      return z.NEVER;
    });
}

/** What only shows when the variants are seen side by side. */
function checkTogether(variants: readonly Priced[], context: z.RefinementCtx): void {
  const skus = variants.map(({ sku }) => sku);
  const currency = variants[0]?.price.currency;
  for (const [index, variant] of variants.entries()) {
    const refuse = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path: [index, ...path], message });
    if (skus.indexOf(variant.sku) < index) refuse(['sku'], `"${variant.sku}" is given twice`);
    if (variant.price.currency !== currency) {
      refuse(['price', 'currency'], `must be ${currency} as in the first variant`);
    }
  }
}

export const createProductInput = z.object({
  slug,
  title,
  description,
  status: z.enum(['DRAFT', 'ACTIVE']),
  categoryId: z.string(),
  attributes: attributesInput,
  variants: variantsOf(newVariantInput),
});

/** What is null or missing stays as it is. */
export const updateProductInput = z.object({
  id: z.string(),
  expectedVersion,
  slug: slug.nullish(),
  title: title.nullish(),
  description: description.nullish(),
  categoryId: z.string().nullish(),
  status: z.enum(['DRAFT', 'ACTIVE', 'ARCHIVED']).nullish(),
  attributes: attributesInput.nullish(),
});

/**
 * A product as a file for import has it: by the rules of `createProduct`, but with its category by slug,
 * which people know. What it may leave out stays as it is, or as it begins.
 */
export const productRecord = z.strictObject({
  slug,
  title,
  description: description.nullish(),
  status: z.enum(['DRAFT', 'ACTIVE']).nullish(),
  category: slug,
  attributes: attributesInput.nullish(),
  variants: variantsOf(variantRecord),
});

export const archiveProductInput = z.object({ id: z.string(), expectedVersion });

export type ProductRecord = z.output<typeof productRecord>;
export type CreateProductInput = z.output<typeof createProductInput>;
export type UpdateProductInput = z.output<typeof updateProductInput>;
