import type { ReportOptions } from './check-report-text.ts';
import {
  checkSummary,
  clientTitle,
  counted,
  operationTitle,
  placeTitle,
  type ReportedChange,
  type ReportedCheck,
  type ReportedOperation,
} from './reported-check.ts';

const VERDICTS = {
  ALLOWED: '✅',
  ALLOWED_UNUSED: '✅ nobody uses it',
  REFUSED: '❌ clients use it',
} as const;
const MOST_OPERATIONS = 20;

/** A check as a comment on a pull request: GitHub-flavoured Markdown. What clients called themselves is escaped. */
export function checkReportMarkdown(check: ReportedCheck, options: ReportOptions = {}): string {
  const { schemaFile } = options;
  const mark = check.status === 'PASSED' ? '✅' : '❌';
  const parts = [`### ${mark} Schema check of \`${check.subgraph}\``, escaped(checkSummary(check))];
  for (const { code, message, places, fix } of check.compositionErrors) {
    const at = places.map((place) => `\`${placeTitle(place, schemaFile)}\``).join(', ');
    const lines = [`- **${code}** ${escaped(message)}`, at && `  at ${at}`];
    if (fix !== null) lines.push(`  To fix it: ${escaped(fix)}`);
    parts.push(lines.filter(Boolean).join('\n'));
  }
  if (check.changes.length > 0) parts.push(changeTable(check.changes));
  const hit = check.changes.filter(({ affected }) => affected.length > 0);
  parts.push(...hit.map(affectedDetails));
  if (check.lint.length > 0) {
    const rows = check.lint.map(({ rule, severity, coordinate, message, place }) => {
      const at = place === null ? '' : `\`${placeTitle(place, schemaFile)}\``;
      return row([severity.toLowerCase(), `\`${coordinate}\``, escaped(message), rule, at]);
    });
    parts.push([row(['lint', 'where', 'what', 'rule', '']), divider(5), ...rows].join('\n'));
  }
  const since = check.since.slice(0, 10);
  if (check.comparedWith !== null) {
    parts.push(`<sub>Compared with version ${check.comparedWith}; usage since ${since}.</sub>`);
  }
  return `${parts.join('\n\n')}\n`;
}

function changeTable(changes: readonly ReportedChange[]): string {
  const rows = changes.map(({ change, verdict }) =>
    row([
      change.severity.toLowerCase(),
      `\`${change.coordinate}\``,
      escaped(change.message),
      VERDICTS[verdict],
    ]),
  );
  return [row(['', 'where', 'what changes', '']), divider(4), ...rows].join('\n');
}

function affectedDetails({ change, affected, affectedCount }: ReportedChange): string {
  const rows = affected.slice(0, MOST_OPERATIONS).map(operationRow);
  const more = affectedCount - rows.length;
  return [
    `<details><summary>${counted(affectedCount, 'operation')} with <code>${change.coordinate}</code></summary>`,
    '',
    row(['operation', 'requests', 'last', 'clients']),
    divider(4),
    ...rows,
    ...(more > 0 ? ['', `and ${more} more`] : []),
    '',
    '</details>',
  ].join('\n');
}

function operationRow(affected: ReportedOperation): string {
  const { operation, clients } = affected;
  return row([
    escaped(operationTitle(affected)),
    operation.count.toLocaleString('en'),
    operation.lastSeen.slice(0, 10),
    escaped(clients.map(clientTitle).join(', ')),
  ]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function divider(columns: number): string {
  return row(Array<string>(columns).fill('---'));
}

/** Clients choose their names, and teams their messages: neither may become markup, a mention or a row. */
function escaped(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_{}[\]<>|#~&]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('@', '@&#8203;');
}
