import type { Severity } from '../changes/schema-change.ts';

/** A check as the registry's API tells it, as far as a report needs it. */
export interface ReportedCheck {
  readonly subgraph: string;
  readonly status: 'PASSED' | 'FAILED';
  readonly comparedWith: number | null;
  readonly compositionErrors: readonly ReportedProblem[];
  readonly changes: readonly ReportedChange[];
  readonly lint: readonly ReportedLint[];
  readonly operationsLookedAt: number;
  /** Whether all that clients asked for is on record. */
  readonly isRecordComplete: boolean;
  /** As RFC 3339 writes it. */
  readonly since: string;
}

export interface ReportedPlace {
  readonly subgraph: string;
  readonly line: number;
  readonly column: number;
}

export interface ReportedProblem {
  readonly code: string;
  readonly message: string;
  readonly places: readonly ReportedPlace[];
  readonly fix: string | null;
}

export interface ReportedLint {
  readonly rule: string;
  readonly severity: 'ERROR' | 'WARNING';
  readonly coordinate: string;
  readonly message: string;
  readonly place: ReportedPlace | null;
}

export interface ReportedChange {
  readonly change: {
    readonly code: string;
    readonly severity: Severity;
    readonly coordinate: string;
    readonly message: string;
  };
  readonly verdict: 'ALLOWED' | 'ALLOWED_UNUSED' | 'REFUSED';
  readonly affectedCount: number;
  readonly affected: readonly ReportedOperation[];
}

export interface ReportedOperation {
  readonly operation: {
    readonly id: string;
    readonly name: string | null;
    readonly type: 'QUERY' | 'MUTATION' | 'SUBSCRIPTION';
    readonly count: number;
    readonly lastSeen: string;
  };
  readonly clients: readonly {
    readonly name: string | null;
    readonly version: string | null;
    readonly count: number;
    readonly lastSeen: string;
  }[];
}

/** An operation as people call it. */
export function operationTitle({ operation }: ReportedOperation): string {
  const { type, name, id } = operation;
  return `${type.toLowerCase()} ${name ?? `without a name (${id.slice(0, 8)})`}`;
}

/** A client as people call it. */
export function clientTitle(client: { name: string | null; version: string | null }): string {
  if (client.name === null) return 'a client that does not say who it is';
  return client.version === null ? client.name : `${client.name} ${client.version}`;
}

/** The one sentence that a check comes down to. */
export function checkSummary(check: ReportedCheck): string {
  const { compositionErrors, changes, lint, operationsLookedAt } = check;
  if (compositionErrors.length > 0) {
    return `${check.subgraph} does not compose: ${counted(compositionErrors.length, 'problem')}.`;
  }
  const refused = changes.filter(({ verdict }) => verdict === 'REFUSED').length;
  const errors = lint.filter(({ severity }) => severity === 'ERROR').length;
  const parts = [
    counted(changes.length, 'change'),
    ...(refused > 0 ? [`${refused} of them would break clients`] : []),
    ...(errors > 0 ? [`${counted(errors, 'lint error')}`] : []),
    `${counted(operationsLookedAt, 'recorded operation')} looked at`,
    ...(check.isRecordComplete ? [] : ['more were asked for than are on record']),
  ];
  return `${check.subgraph} composes: ${parts.join(', ')}.`;
}

/** A place in the file that was checked, if it is about that. */
export function placeTitle(
  { subgraph, line, column }: ReportedPlace,
  schemaFile: { readonly subgraph: string; readonly path: string } | undefined,
): string {
  const file = schemaFile?.subgraph === subgraph ? schemaFile.path : subgraph;
  return `${file}:${line}:${column}`;
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
