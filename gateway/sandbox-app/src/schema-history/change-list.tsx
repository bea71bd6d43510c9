import { count } from '../format.ts';
import type { SchemaChangeFragment } from '../registry/registry-answers.generated.ts';
import { SeverityBadge } from '../registry/severity-badge.tsx';

const order = ['BREAKING', 'DANGEROUS', 'SAFE'] as const;

/** What changed for clients, the worst first; null when there was nothing before. */
export function ChangeList({ changes }: { changes: readonly SchemaChangeFragment[] | null }) {
  return (
    <section aria-labelledby="changes-title">
      <h4 id="changes-title">What changed for clients</h4>
      {changes === null ? (
        <p className="page-quiet">There was nothing before it.</p>
      ) : changes.length === 0 ? (
        <p className="page-quiet">Nothing.</p>
      ) : (
        <>
          <p className="page-quiet">{summarise(changes)}</p>
          <ul className="change-list">
            {order.flatMap((severity) =>
              changes
                .filter((change) => change.severity === severity)
                .map(({ coordinate, message }) => (
                  <li key={`${coordinate} ${message}`}>
                    <SeverityBadge severity={severity} />
                    <code>{coordinate}</code>
                    <span>{message}</span>
                  </li>
                )),
            )}
          </ul>
        </>
      )}
    </section>
  );
}

function summarise(changes: readonly SchemaChangeFragment[]): string {
  const counts = order.map((severity) => ({
    severity: severity.toLowerCase(),
    amount: changes.filter((change) => change.severity === severity).length,
  }));
  const kinds = counts.filter(({ amount }) => amount > 0);
  return `${count(changes.length, 'change')}: ${kinds.map(({ amount, severity }) => `${amount} ${severity}`).join(', ')}.`;
}
