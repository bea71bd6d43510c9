import type { Resolvers } from '../generated/resolvers.ts';

export const usageResolvers = {
  Variant: {
    operations: (variant, { coordinate, ...args }, { usage }) =>
      usage.listOperations(variant, { ...args, coordinate: coordinate ?? null }),
    fieldUsage: (variant, { days }, { usage }) => usage.listFields(variant, days),
  },
  RecordedOperation: {
    clients: ({ clients }) => clients(),
  },
} satisfies Resolvers;
