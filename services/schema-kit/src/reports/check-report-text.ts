import {
  checkSummary,
  clientTitle,
  counted,
  operationTitle,
  placeTitle,
  type ReportedChange,
  type ReportedCheck,
} from './reported-check.ts';

/** How words stand out; a terminal colours them, a file does not. */
export interface TextStyle {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const same = (text: string) => text;
export const plainStyle: TextStyle = { good: same, bad: same, warn: same, quiet: same };

export interface ReportOptions {
  /** The file that was checked, for places in it. */
  readonly schemaFile?: { readonly subgraph: string; readonly path: string };
  readonly style?: TextStyle;
}

const MOST_OPERATIONS = 10;
const MOST_CLIENTS = 5;

/** A check as a text for a terminal. */
export function checkReportText(check: ReportedCheck, options: ReportOptions = {}): string {
  const { style = plainStyle, schemaFile } = options;
  const mark = check.status === 'PASSED' ? style.good('✓') : style.bad('✗');
  const lines = [`${mark} ${checkSummary(check)}`];
  for (const { code, message, places, fix } of check.compositionErrors) {
    lines.push('', `  ${style.bad(code)}  ${indented(message)}`);
    for (const place of places) lines.push(`    at ${placeTitle(place, schemaFile)}`);
    if (fix !== null) lines.push(`    to fix it: ${fix}`);
  }
  const told = check.changes.filter(({ change }) => change.severity !== 'SAFE');
  if (told.length > 0) lines.push('', ...told.flatMap((change) => changeLines(change, style)));
  const safe = check.changes.length - told.length;
  if (safe > 0) lines.push('', style.quiet(`  and ${counted(safe, 'safe change')}`));
  for (const { rule, severity, coordinate, message, place } of check.lint) {
    const paint = severity === 'ERROR' ? style.bad : style.warn;
    const at = place === null ? '' : style.quiet(`  ${placeTitle(place, schemaFile)}`);
    lines.push('', `  ${paint(severity.toLowerCase())}  ${coordinate}: ${message} (${rule})${at}`);
  }
  if (check.comparedWith !== null) {
    const since = check.since.slice(0, 10);
    lines.push(
      '',
      style.quiet(`  compared with version ${check.comparedWith}, usage since ${since}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

function changeLines(
  { change, verdict, affected, affectedCount }: ReportedChange,
  style: TextStyle,
): string[] {
  const paint = change.severity === 'BREAKING' && verdict === 'REFUSED' ? style.bad : style.warn;
  const head = `  ${paint(change.severity.toLowerCase())}  ${change.message}  ${style.quiet(change.coordinate)}`;
  if (verdict === 'ALLOWED_UNUSED') return [head, style.quiet('    nobody uses it')];
  const lines = affected
    .slice(0, MOST_OPERATIONS)
    .flatMap((operation) => [
      `    ${operationTitle(operation)}, ${counted(operation.operation.count, 'request')}, last on ${operation.operation.lastSeen.slice(0, 10)}`,
      ...operation.clients
        .slice(0, MOST_CLIENTS)
        .map((client) =>
          style.quiet(`      ${clientTitle(client)}: ${counted(client.count, 'request')}`),
        ),
    ]);
  const more = affectedCount - Math.min(affected.length, MOST_OPERATIONS);
  return [head, ...lines, ...(more > 0 ? [style.quiet(`    and ${more} more`)] : [])];
}

function indented(message: string): string {
  return message.split('\n').join('\n    ');
}
