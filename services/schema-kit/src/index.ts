export { compareSchemas } from './changes/compare-schemas.ts';
export { type Hits, isHit, type SchemaChange, type Severity } from './changes/schema-change.ts';
export { composeSupergraph, type SubgraphInput } from './composition/compose-supergraph.ts';
export { CompositionError, type CompositionReason } from './composition/composition-error.ts';
export { readSupergraphConfig } from './composition/read-supergraph-config.ts';
