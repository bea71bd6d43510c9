import type { Resolvers } from '../generated/resolvers.ts';

export const versionResolvers = {
  SupergraphVersion: {
    subgraphs: (version, _args, { versions }) => versions.subgraphsOf(version),
    supergraphSdl: (version, _args, { versions }) => versions.supergraphSdl(version),
    apiSdl: (version, _args, { versions }) => versions.apiSdl(version),
    hash: ({ supergraphHash }) => supergraphHash,
    changes: (version, _args, { changes }) => changes.sinceBefore(version),
  },
  Subgraph: {
    sdl: (subgraph, _args, { versions }) => versions.sdlOf(subgraph),
  },
  VersionDiff: {
    changes: ({ from, to }, _args, { changes }) => changes.between(from, to),
    subgraphs: (pair, _args, { versions }) => versions.diffSubgraphs(pair),
  },
} satisfies Resolvers;
