import type { Resolvers } from '../generated/resolvers.ts';
import { shippingOf } from './shipping.ts';

export const shippingResolvers = {
  Variant: {
    shippingEstimate: ({ weightGrams, price }) => {
      // Null when the catalog could not say: the gateway brings along what it got.
      if (weightGrams == null || price == null) return null;
      return shippingOf({ weightGrams, worth: price });
    },
  },
} satisfies Resolvers;
