export { compareSchemas } from './changes/compare-schemas.ts';
export { type Hits, isHit, type SchemaChange, type Severity } from './changes/schema-change.ts';
export { createTypeUses } from './changes/type-uses.ts';
export { composeSupergraph, type SubgraphInput } from './composition/compose-supergraph.ts';
export { CompositionError, type CompositionReason } from './composition/composition-error.ts';
export { IntrospectionError, introspectSubgraph } from './composition/introspect-subgraph.ts';
export {
  readSubgraph,
  readSubgraphSources,
  readSupergraphConfig,
  type SubgraphSource,
} from './composition/read-supergraph-config.ts';
export { type ContractFilter, cutContract } from './contracts/cut-contract.ts';
export { type LintRuleName, lintRules } from './lint/lint-rules.ts';
export { type LintProblem, type LintSeverities, lintSubgraph } from './lint/lint-subgraph.ts';
export {
  checkReportMarkdown,
  checkReportText,
  plainStyle,
  type ReportedCheck,
  type ReportOptions,
  type TextStyle,
} from './reports/index.ts';
