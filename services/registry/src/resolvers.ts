import { DateTime } from '@causeway/subgraph-kit';
import type { Resolvers } from './generated/resolvers.ts';
import { graphResolvers } from './graphs/graph-resolvers.ts';
import { publishResolvers } from './publishing/publish-resolvers.ts';
import { tokenResolvers } from './tokens/token-resolvers.ts';
import { versionResolvers } from './versions/version-resolvers.ts';

/** All resolvers of the registry. */
export const resolvers: Resolvers = {
  DateTime,
  ...graphResolvers,
  ...versionResolvers,
  Query: { ...graphResolvers.Query, ...tokenResolvers.Query },
  Mutation: {
    ...graphResolvers.Mutation,
    ...publishResolvers.Mutation,
    ...tokenResolvers.Mutation,
  },
};
