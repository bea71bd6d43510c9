import type { Resolvers } from '../generated/resolvers.ts';

export const lifeCycleResolvers = {
  Mutation: {
    cancelOrder: (_root, { input }, { lifeCycle }) => lifeCycle.cancel(input),
    fulfilOrder: (_root, { input }, { lifeCycle }) => lifeCycle.fulfil(input),
    rejectOrder: (_root, { input }, { lifeCycle }) => lifeCycle.reject(input),
  },
} satisfies Resolvers;
