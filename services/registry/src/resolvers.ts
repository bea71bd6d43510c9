import { DateTime } from '@causeway/subgraph-kit';
import { checkResolvers } from './checks/check-resolvers.ts';
import { contractResolvers } from './contracts/contract-resolvers.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { graphResolvers } from './graphs/graph-resolvers.ts';
import { publishResolvers } from './publishing/publish-resolvers.ts';
import { tokenResolvers } from './tokens/token-resolvers.ts';
import { usageResolvers } from './usage/usage-resolvers.ts';
import { versionResolvers } from './versions/version-resolvers.ts';

/** All resolvers of the registry. */
export const resolvers: Resolvers = {
  DateTime,
  ...checkResolvers,
  ...contractResolvers,
  ...graphResolvers,
  ...usageResolvers,
  ...versionResolvers,
  Query: { ...graphResolvers.Query, ...tokenResolvers.Query },
  Variant: {
    ...graphResolvers.Variant,
    ...checkResolvers.Variant,
    ...contractResolvers.Variant,
    ...usageResolvers.Variant,
  },
  Mutation: {
    ...checkResolvers.Mutation,
    ...contractResolvers.Mutation,
    ...graphResolvers.Mutation,
    ...publishResolvers.Mutation,
    ...tokenResolvers.Mutation,
  },
};
