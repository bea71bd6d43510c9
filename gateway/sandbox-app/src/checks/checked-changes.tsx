import { count } from '../format.ts';
import { formatCount } from '../registry/format-when.ts';
import { OperationCard } from '../registry/operation-card.tsx';
import type {
  CheckedChangeFragment,
  CheckFragment,
  Verdict,
} from '../registry/registry-answers.generated.ts';
import { SeverityBadge } from '../registry/severity-badge.tsx';

const verdicts: Record<Verdict, { tone: string; words: string }> = {
  REFUSED: { tone: 'bad', words: 'refused: clients use it' },
  ALLOWED_UNUSED: { tone: 'warn', words: 'allowed: nobody uses it' },
  ALLOWED: { tone: 'good', words: 'allowed' },
};
const order = ['REFUSED', 'ALLOWED_UNUSED', 'ALLOWED'] as const;

/** What the schema would change, the refused first, each with the operations that it hits. */
export function CheckedChanges({ check }: { check: CheckFragment }) {
  const { changes, operationsLookedAt, isRecordComplete, since } = check;
  const days = Math.round((Date.parse(check.createdAt) - Date.parse(since)) / 86_400_000);
  return (
    <section aria-labelledby="changes-title">
      <h4 id="changes-title">What it would change for clients</h4>
      <p className="page-quiet">
        {changes.length === 0 ? 'Nothing. ' : `${count(changes.length, 'change')}. `}
        {formatCount(operationsLookedAt)} recorded{' '}
        {operationsLookedAt === 1 ? 'operation was' : 'operations were'} looked at, of the{' '}
        {count(days, 'day')} before.
      </p>
      {!isRecordComplete && (
        <p className="notice notice-bad">
          Not all that clients asked for is on record: what looks unused may be used.
        </p>
      )}
      <ul className="checked-changes">
        {order.flatMap((verdict) =>
          changes
            .filter((change) => change.verdict === verdict)
            .map((change) => (
              <Change key={`${change.change.coordinate} ${change.change.message}`} {...change} />
            )),
        )}
      </ul>
    </section>
  );
}

function Change({ verdict, change, affected, affectedCount }: CheckedChangeFragment) {
  const { tone, words } = verdicts[verdict];
  return (
    <li>
      <p className="checked-change">
        <SeverityBadge severity={change.severity} />
        <code>{change.coordinate}</code>
        <span>{change.message}</span>
        <span className={`verdict verdict-${tone}`}>{words}</span>
      </p>
      {affectedCount > 0 && (
        <details className="affected" open={verdict === 'REFUSED'}>
          <summary>
            {count(affectedCount, 'operation')} {affectedCount === 1 ? 'uses' : 'use'} it
            {affectedCount > affected.length && `; these are the first ${affected.length}`}
          </summary>
          {affected.map(({ operation, clients }) => (
            <OperationCard key={operation.id} operation={operation} clients={clients} />
          ))}
        </details>
      )}
    </li>
  );
}
