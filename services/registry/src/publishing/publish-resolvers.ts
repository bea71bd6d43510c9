import type { Resolvers } from '../generated/resolvers.ts';

export const publishResolvers = {
  Mutation: {
    publishSubgraphs: (_root, { input }, { publishing }) => publishing.publish(input),
    deleteSubgraph: (_root, { input }, { publishing }) => publishing.delete(input),
    rollback: (_root, { input }, { publishing }) => publishing.rollback(input),
  },
} satisfies Resolvers;
