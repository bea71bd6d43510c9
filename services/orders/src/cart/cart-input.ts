import { idArgument } from '@causeway/subgraph-kit';
import { z } from 'zod';
import { MAXIMUM_QUANTITY } from './cart.ts';

function quantityFrom(minimum: 0 | 1) {
  return z
    .int('must be a whole number')
    .min(minimum, `must be at least ${minimum}`)
    .max(MAXIMUM_QUANTITY, `must be at most ${MAXIMUM_QUANTITY}`);
}

export const addToCartInput = z.object({ variantId: idArgument, quantity: quantityFrom(1) });
export const setQuantityInput = z.object({ variantId: idArgument, quantity: quantityFrom(0) });
export const removeInput = z.object({ variantId: idArgument });
