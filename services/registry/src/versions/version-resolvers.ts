import type { Resolvers } from '../generated/resolvers.ts';

export const versionResolvers = {
  SupergraphVersion: {
    subgraphs: (version, _args, { versions }) => versions.subgraphsOf(version),
    supergraphSdl: ({ supergraphHash }, _args, { versions }) => versions.text(supergraphHash),
    apiSdl: ({ apiHash }, _args, { versions }) => versions.text(apiHash),
    hash: ({ supergraphHash }) => supergraphHash,
    changes: (version, _args, { changes }) => changes.sinceBefore(version),
  },
  Subgraph: {
    sdl: ({ sdlHash }, _args, { versions }) => versions.text(sdlHash),
  },
  VersionDiff: {
    changes: ({ from, to }, _args, { changes }) => changes.between(from, to),
    subgraphs: (pair, _args, { versions }) => versions.diffSubgraphs(pair),
  },
} satisfies Resolvers;
