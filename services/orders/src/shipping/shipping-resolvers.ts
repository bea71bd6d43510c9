import type { Resolvers } from '../generated/resolvers.ts';
import { estimateShipping } from './shipping.ts';

export const shippingResolvers = {
  Variant: {
    shippingEstimate: (variant) => estimateShipping(variant),
  },
} satisfies Resolvers;
