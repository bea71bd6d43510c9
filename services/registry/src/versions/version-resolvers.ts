import type { Resolvers } from '../generated/resolvers.ts';

export const versionResolvers = {
  SupergraphVersion: {
    subgraphs: (version, _args, { versions }) => versions.subgraphsOf(version),
    supergraphSdl: ({ supergraphHash }, _args, { versions }) => versions.text(supergraphHash),
    apiSdl: ({ apiHash }, _args, { versions }) => versions.text(apiHash),
    hash: ({ supergraphHash }) => supergraphHash,
  },
  Subgraph: {
    sdl: ({ sdlHash }, _args, { versions }) => versions.text(sdlHash),
  },
  VersionDiff: {
    subgraphs: (pair, _args, { versions }) => versions.diffSubgraphs(pair),
  },
} satisfies Resolvers;
