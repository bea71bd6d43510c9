import type { Product, ProductStatus } from './product.ts';

/** The failures of product mutations, as their result unions name them. */
export type SlugTaken = ReturnType<typeof slugTaken>;
export type SkuTaken = ReturnType<typeof skuTaken>;
export type CategoryNotFound = ReturnType<typeof categoryNotFound>;
export type ProductNotFound = ReturnType<typeof productNotFound>;
export type ProductVersionConflict = ReturnType<typeof productVersionConflict>;
export type ProductStatusNotAllowed = ReturnType<typeof productStatusNotAllowed>;

export function slugTaken(slug: string) {
  return {
    __typename: 'SlugTaken',
    message: `Another product has the slug "${slug}".`,
    slug,
  } as const;
}

export function skuTaken(skus: readonly string[]) {
  return {
    __typename: 'SkuTaken',
    message: `Other variants have ${skus.map((sku) => `"${sku}"`).join(', ')}.`,
    skus,
  } as const;
}

export function categoryNotFound(categoryId: string) {
  return {
    __typename: 'CategoryNotFound',
    message: `There is no category with the id "${categoryId}".`,
    categoryId,
  } as const;
}

export function productNotFound(productId: string) {
  return {
    __typename: 'ProductNotFound',
    message: `There is no product with the id "${productId}".`,
    productId,
  } as const;
}

export function productVersionConflict({ version }: Product) {
  return {
    __typename: 'ProductVersionConflict',
    message: `The product was changed since; it has version ${version} now.`,
    currentVersion: version,
  } as const;
}

export function productStatusNotAllowed(from: ProductStatus, to: ProductStatus) {
  return {
    __typename: 'ProductStatusNotAllowed',
    message: `A product that is ${from} cannot become ${to}.`,
    from,
    to,
  } as const;
}
