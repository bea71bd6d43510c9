import type { CheckStatus } from '@causeway/registry-db';
import type { LintProblem, SchemaChange } from '@causeway/schema-kit';
import type { CompositionProblem } from '../publishing/publish-result.ts';

/** What a schema would have done if it had been published. */
export interface Check extends CheckSubject, CheckResult {
  readonly id: bigint;
}

/** What was checked, when, and for whom. */
export interface CheckSubject {
  readonly ref: string;
  readonly subgraph: string;
  readonly status: CheckStatus;
  readonly comparedWith: number | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly revision: string | null;
}

/** What is kept of a check's outcome, as JSON. */
export interface CheckResult {
  readonly compositionErrors: readonly CompositionProblem[];
  readonly changes: readonly CheckedChange[];
  readonly lint: readonly LintProblem[];
  /** What affected operations are, once for all changes. */
  readonly operations: Readonly<Record<string, AffectedOperation>>;
  readonly operationsLookedAt: number;
  readonly isRecordComplete: boolean;
  /** As RFC 3339 writes it. */
  readonly since: string;
}

export type Verdict = 'ALLOWED' | 'ALLOWED_UNUSED' | 'REFUSED';

export interface CheckedChange {
  readonly change: Omit<SchemaChange, 'hits'>;
  readonly verdict: Verdict;
  /** The ids of some, those asked for most first. */
  readonly affected: readonly string[];
  readonly affectedCount: number;
}

export interface AffectedOperation {
  readonly id: string;
  readonly name: string | null;
  readonly type: 'QUERY' | 'MUTATION' | 'SUBSCRIPTION';
  readonly document: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly count: number;
  readonly errorCount: number;
  readonly clients: readonly {
    readonly name: string | null;
    readonly version: string | null;
    readonly count: number;
    readonly lastSeen: string;
  }[];
}
