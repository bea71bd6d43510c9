import type { Resolvers } from '../generated/resolvers.ts';

export const tokenResolvers = {
  Query: {
    viewer: (_root, _args, { tokens }) => tokens.viewer,
  },
  Mutation: {
    createToken: (_root, { input }, { tokens }) => tokens.create(input),
    async revokeToken(_root, { id }, { tokens }) {
      return { __typename: 'Token', ...(await tokens.revoke(id)) };
    },
  },
} satisfies Resolvers;
