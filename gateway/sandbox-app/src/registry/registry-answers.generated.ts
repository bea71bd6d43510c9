/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CheckStatus =
  | 'FAILED'
  | 'PASSED';

export type LintSeverity =
  | 'ERROR'
  | 'WARNING';

export type OperationType =
  | 'MUTATION'
  | 'QUERY'
  | 'SUBSCRIPTION';

export type Severity =
  /** Clients that use it fail. */
  | 'BREAKING'
  /** Clients may be surprised. */
  | 'DANGEROUS'
  | 'SAFE';

export type Verdict =
  /** Nothing speaks against it. */
  | 'ALLOWED'
  /** Breaking, but nobody used it within the window. */
  | 'ALLOWED_UNUSED'
  /** Breaking, and clients use it. */
  | 'REFUSED';

export type VersionCause =
  | 'CONTRACT'
  | 'DELETE'
  | 'PUBLISH'
  | 'ROLLBACK';

export type CheckHeadFragment = { readonly id: string, readonly subgraph: string, readonly status: CheckStatus, readonly createdBy: string, readonly createdAt: string, readonly revision: string | null };

export type SandboxCheckQueryVariables = Exact<{
  ref: string;
  id: string;
}>;


export type SandboxCheckQuery = { readonly variant: { readonly check: { readonly comparedWith: number | null, readonly operationsLookedAt: number, readonly isRecordComplete: boolean, readonly since: string, readonly id: string, readonly subgraph: string, readonly status: CheckStatus, readonly createdBy: string, readonly createdAt: string, readonly revision: string | null, readonly compositionErrors: ReadonlyArray<{ readonly code: string, readonly message: string, readonly fix: string | null, readonly places: ReadonlyArray<{ readonly subgraph: string, readonly line: number, readonly column: number }> }>, readonly changes: ReadonlyArray<{ readonly verdict: Verdict, readonly affectedCount: number, readonly change: { readonly severity: Severity, readonly coordinate: string, readonly message: string }, readonly affected: ReadonlyArray<{ readonly operation: { readonly id: string, readonly name: string | null, readonly type: OperationType, readonly document: string, readonly count: number, readonly lastSeen: string }, readonly clients: ReadonlyArray<{ readonly name: string | null, readonly version: string | null, readonly count: number, readonly lastSeen: string }> }> }>, readonly lint: ReadonlyArray<{ readonly rule: string, readonly severity: LintSeverity, readonly coordinate: string, readonly message: string, readonly place: { readonly line: number, readonly column: number } | null }> } | null } | null };

export type CheckFragment = { readonly comparedWith: number | null, readonly operationsLookedAt: number, readonly isRecordComplete: boolean, readonly since: string, readonly id: string, readonly subgraph: string, readonly status: CheckStatus, readonly createdBy: string, readonly createdAt: string, readonly revision: string | null, readonly compositionErrors: ReadonlyArray<{ readonly code: string, readonly message: string, readonly fix: string | null, readonly places: ReadonlyArray<{ readonly subgraph: string, readonly line: number, readonly column: number }> }>, readonly changes: ReadonlyArray<{ readonly verdict: Verdict, readonly affectedCount: number, readonly change: { readonly severity: Severity, readonly coordinate: string, readonly message: string }, readonly affected: ReadonlyArray<{ readonly operation: { readonly id: string, readonly name: string | null, readonly type: OperationType, readonly document: string, readonly count: number, readonly lastSeen: string }, readonly clients: ReadonlyArray<{ readonly name: string | null, readonly version: string | null, readonly count: number, readonly lastSeen: string }> }> }>, readonly lint: ReadonlyArray<{ readonly rule: string, readonly severity: LintSeverity, readonly coordinate: string, readonly message: string, readonly place: { readonly line: number, readonly column: number } | null }> };

export type CompositionProblemFragment = { readonly code: string, readonly message: string, readonly fix: string | null, readonly places: ReadonlyArray<{ readonly subgraph: string, readonly line: number, readonly column: number }> };

export type CheckedChangeFragment = { readonly verdict: Verdict, readonly affectedCount: number, readonly change: { readonly severity: Severity, readonly coordinate: string, readonly message: string }, readonly affected: ReadonlyArray<{ readonly operation: { readonly id: string, readonly name: string | null, readonly type: OperationType, readonly document: string, readonly count: number, readonly lastSeen: string }, readonly clients: ReadonlyArray<{ readonly name: string | null, readonly version: string | null, readonly count: number, readonly lastSeen: string }> }> };

export type LintProblemFragment = { readonly rule: string, readonly severity: LintSeverity, readonly coordinate: string, readonly message: string, readonly place: { readonly line: number, readonly column: number } | null };

export type SandboxChecksQueryVariables = Exact<{
  ref: string;
  after?: string | null | undefined;
}>;


export type SandboxChecksQuery = { readonly variant: { readonly checks: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly subgraph: string, readonly status: CheckStatus, readonly createdBy: string, readonly createdAt: string, readonly revision: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type SandboxSupergraphQueryVariables = Exact<{
  ref: string;
}>;


export type SandboxSupergraphQuery = { readonly variant: { readonly current: { readonly number: number, readonly supergraphSdl: string } | null } | null };

export type RecordedOperationFragment = { readonly id: string, readonly name: string | null, readonly type: OperationType, readonly document: string, readonly count: number, readonly lastSeen: string };

export type ClientUseFragment = { readonly name: string | null, readonly version: string | null, readonly count: number, readonly lastSeen: string };

export type SchemaChangeFragment = { readonly severity: Severity, readonly coordinate: string, readonly message: string };

export type SandboxComparisonQueryVariables = Exact<{
  ref: string;
  from: number;
  to: number;
  isFirst: boolean;
}>;


export type SandboxComparisonQuery = { readonly variant: { readonly version: { readonly number: number, readonly cause: VersionCause, readonly changedSubgraphs: ReadonlyArray<string>, readonly restores: number | null, readonly reason: string | null, readonly createdBy: string, readonly createdAt: string, readonly subgraphs?: ReadonlyArray<{ readonly name: string, readonly number: number, readonly revision: string | null, readonly publishedBy: string, readonly sdl: string }> } | null, readonly diff?: { readonly changes: ReadonlyArray<{ readonly severity: Severity, readonly coordinate: string, readonly message: string }>, readonly subgraphs: ReadonlyArray<{ readonly name: string, readonly before: { readonly name: string, readonly number: number, readonly revision: string | null, readonly publishedBy: string, readonly sdl: string } | null, readonly after: { readonly name: string, readonly number: number, readonly revision: string | null, readonly publishedBy: string, readonly sdl: string } | null }> } | null } | null };

export type SubgraphDiffFragment = { readonly name: string, readonly before: { readonly name: string, readonly number: number, readonly revision: string | null, readonly publishedBy: string, readonly sdl: string } | null, readonly after: { readonly name: string, readonly number: number, readonly revision: string | null, readonly publishedBy: string, readonly sdl: string } | null };

export type PublishedSchemaFragment = { readonly name: string, readonly number: number, readonly revision: string | null, readonly publishedBy: string, readonly sdl: string };

export type VersionFragment = { readonly number: number, readonly cause: VersionCause, readonly changedSubgraphs: ReadonlyArray<string>, readonly restores: number | null, readonly reason: string | null, readonly createdBy: string, readonly createdAt: string };

export type SandboxVersionsQueryVariables = Exact<{
  ref: string;
  after?: string | null | undefined;
}>;


export type SandboxVersionsQuery = { readonly variant: { readonly contract: { readonly problem: string | null, readonly source: { readonly ref: string } | null } | null, readonly current: { readonly number: number } | null, readonly gateways: ReadonlyArray<{ readonly instance: string, readonly serving: number | null, readonly seenAt: string, readonly refused: { readonly number: number, readonly reason: string, readonly at: string } | null }>, readonly versions: { readonly nodes: ReadonlyArray<{ readonly number: number, readonly cause: VersionCause, readonly changedSubgraphs: ReadonlyArray<string>, readonly restores: number | null, readonly reason: string | null, readonly createdBy: string, readonly createdAt: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type GatewayFragment = { readonly instance: string, readonly serving: number | null, readonly seenAt: string, readonly refused: { readonly number: number, readonly reason: string, readonly at: string } | null };

export type SandboxFieldOperationsQueryVariables = Exact<{
  ref: string;
  days: number;
  coordinate: string;
}>;


export type SandboxFieldOperationsQuery = { readonly variant: { readonly operations: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly type: OperationType, readonly document: string, readonly count: number, readonly lastSeen: string, readonly clients: ReadonlyArray<{ readonly name: string | null, readonly version: string | null, readonly count: number, readonly lastSeen: string }> }> } | null };

export type SandboxFieldUsageQueryVariables = Exact<{
  ref: string;
  days: number;
}>;


export type SandboxFieldUsageQuery = { readonly variant: { readonly current: { readonly number: number } | null, readonly fieldUsage: ReadonlyArray<{ readonly coordinate: string, readonly isInput: boolean, readonly subgraphs: ReadonlyArray<string>, readonly isDeprecated: boolean, readonly count: number, readonly operationCount: number, readonly lastSeen: string | null, readonly clients: ReadonlyArray<string> }> } | null };

export type FieldUseFragment = { readonly coordinate: string, readonly isInput: boolean, readonly subgraphs: ReadonlyArray<string>, readonly isDeprecated: boolean, readonly count: number, readonly operationCount: number, readonly lastSeen: string | null, readonly clients: ReadonlyArray<string> };
