import type { Resolvers } from '../generated/resolvers.ts';

export const contractResolvers = {
  Mutation: {
    setContract: (_root, { input }, { contracts }) => contracts.set(input),
  },
  Variant: {
    contract: (variant, _args, { contracts }) => contracts.of(variant),
  },
  Contract: {
    source: ({ sourceRef }, _args, { graphs }) => graphs.findVariant(sourceRef),
  },
} satisfies Resolvers;
