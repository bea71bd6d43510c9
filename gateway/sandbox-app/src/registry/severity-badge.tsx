import type { Severity } from './registry-answers.generated.ts';

const looks: Record<Severity, { tone: string; word: string }> = {
  BREAKING: { tone: 'bad', word: 'breaking' },
  DANGEROUS: { tone: 'warn', word: 'dangerous' },
  SAFE: { tone: 'good', word: 'safe' },
};

export function SeverityBadge({ severity }: { severity: Severity }) {
  const { tone, word } = looks[severity];
  return <span className={`badge badge-${tone}`}>{word}</span>;
}
