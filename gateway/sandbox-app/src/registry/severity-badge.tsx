/** What the registry's schema says of a change. */
export type Severity = 'BREAKING' | 'DANGEROUS' | 'SAFE';

const looks: Record<Severity, { tone: string; word: string }> = {
  BREAKING: { tone: 'bad', word: 'breaking' },
  DANGEROUS: { tone: 'warn', word: 'dangerous' },
  SAFE: { tone: 'good', word: 'safe' },
};

export function SeverityBadge({ severity }: { severity: Severity }) {
  const { tone, word } = looks[severity];
  return <span className={`badge badge-${tone}`}>{word}</span>;
}
