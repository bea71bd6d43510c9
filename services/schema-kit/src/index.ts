export { composeSupergraph, type SubgraphInput } from './composition/compose-supergraph.ts';
export { CompositionError, type CompositionReason } from './composition/composition-error.ts';
export { readSupergraphConfig } from './composition/read-supergraph-config.ts';
