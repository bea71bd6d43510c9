import { requireCaller } from '@causeway/subgraph-kit';
import type { Resolvers } from '../generated/resolvers.ts';
import { loadUserView } from './load-user-view.ts';
import { requirePrivateView, viewUser } from './user-view.ts';
import type { Users } from './users.ts';

/** `me`, `user`, `users`, `updateProfile`, and the fields of User. */
export function createUsersResolvers(users: Users): Pick<Resolvers, 'Query' | 'Mutation' | 'User'> {
  return {
    Query: {
      me: (_root, _args, context) =>
        context.principal.kind === 'user' ? loadUserView(context.principal.userId, context) : null,
      user(_root, { id }, context) {
        requireCaller(context.principal);
        return loadUserView(id, context);
      },
      users: (_root, args, { principal }) => users.list(principal, args),
    },

    Mutation: {
      async updateProfile(_root, { input }, context) {
        const outcome = await users.updateProfile(context.principal, input);
        if (outcome.kind === 'invalid') return outcome.failure;
        context.loaders.userById.clear(outcome.user.id);
        return {
          __typename: 'UpdateProfileSuccess',
          user: viewUser(context.principal, outcome.user),
        };
      },
    },

    User: {
      __resolveReference: ({ id }, context) => loadUserView(id, context),
      id: ({ user }) => user.id,
      displayName: ({ user }) => user.displayName,
      email: (view, _args, { principal }) => requirePrivateView(view, principal).email,
      emailVerifiedAt: (view, _args, { principal }) =>
        requirePrivateView(view, principal).emailVerifiedAt,
      async roles(view, _args, { principal, loaders }) {
        const { id } = requirePrivateView(view, principal);
        const held = await loaders.rolesByUserId.load(id);
        return held.map(({ roleName }) => ({ name: roleName }));
      },
      createdAt: ({ user }) => user.createdAt,
      linkedProviders(view, _args, { principal, loaders }) {
        const { id } = requirePrivateView(view, principal);
        return loaders.linkedIdentitiesByUserId.load(id);
      },
    },
  };
}
