import { mayBecome, type Product } from './product.ts';
import {
  type ProductStatusNotAllowed,
  type ProductVersionConflict,
  productStatusNotAllowed,
  productVersionConflict,
} from './product-failures.ts';
import type { UpdateProductInput } from './product-input.ts';
import type { Decision, ProductChanges } from './product-store.ts';

export type UpdateRefusal = ProductVersionConflict | ProductStatusNotAllowed;

/** What an update makes of the product as it is. */
export function decideUpdate(current: Product, input: UpdateProductInput): Decision<UpdateRefusal> {
  const { id: _id, expectedVersion, ...fields } = input;
  if (isOutdated(current, expectedVersion)) return refuse(productVersionConflict(current));
  if (fields.status != null && !mayBecome(current.status, fields.status)) {
    return refuse(productStatusNotAllowed(current.status, fields.status));
  }
  return { kind: 'write', changes: given(fields) };
}

/** Archiving what is archived changes nothing, so that it can be asked for again. */
export function decideArchiving(
  current: Product,
  { expectedVersion }: { expectedVersion?: number | null | undefined },
): Decision<ProductVersionConflict, Pick<ProductChanges, 'status'>> {
  if (isOutdated(current, expectedVersion)) return refuse(productVersionConflict(current));
  return { kind: 'write', changes: current.status === 'ARCHIVED' ? {} : { status: 'ARCHIVED' } };
}

function isOutdated({ version }: Product, expectedVersion: number | null | undefined): boolean {
  return expectedVersion != null && expectedVersion !== version;
}

function refuse<F>(failure: F): { kind: 'refuse'; failure: F } {
  return { kind: 'refuse', failure };
}

type Nullish<T> = { [K in keyof T]?: T[K] | null | undefined };

function given(fields: Nullish<ProductChanges>): ProductChanges {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}
