import type { Operation } from '../registry/operation-card.tsx';
import type { Severity } from '../registry/severity-badge.tsx';
import checkOperation from './operations/check.graphql?raw';
import checksOperation from './operations/checks.graphql?raw';

export { checkOperation, checksOperation };

export interface CheckHead {
  id: string;
  subgraph: string;
  status: 'PASSED' | 'FAILED';
  createdBy: string;
  createdAt: string;
  revision: string | null;
}

/** What `checks.graphql` is answered with. */
export interface ChecksAnswer {
  variant: {
    checks: {
      nodes: readonly CheckHead[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  } | null;
}

export interface CompositionProblem {
  code: string;
  message: string;
  fix: string | null;
  places: readonly { subgraph: string; line: number; column: number }[];
}

export type Verdict = 'ALLOWED' | 'ALLOWED_UNUSED' | 'REFUSED';

export interface CheckedChange {
  verdict: Verdict;
  affectedCount: number;
  change: { severity: Severity; coordinate: string; message: string };
  affected: readonly {
    operation: Omit<Operation, 'clients'>;
    clients: Operation['clients'];
  }[];
}

export interface LintProblem {
  rule: string;
  severity: 'ERROR' | 'WARNING';
  coordinate: string;
  message: string;
  place: { line: number; column: number } | null;
}

export interface Check extends CheckHead {
  comparedWith: number | null;
  operationsLookedAt: number;
  since: string;
  compositionErrors: readonly CompositionProblem[];
  changes: readonly CheckedChange[];
  lint: readonly LintProblem[];
}

/** What `check.graphql` is answered with. */
export interface CheckAnswer {
  variant: { check: Check | null } | null;
}
