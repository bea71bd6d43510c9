import { PageState, WhenVariant } from '../registry/page-states.tsx';
import type {
  CheckFragment,
  CompositionProblemFragment,
  LintProblemFragment,
} from '../registry/registry-answers.generated.ts';
import { useRegistry } from '../registry/use-registry.ts';
import { When } from '../registry/when.tsx';
import { checkDocument } from './check-documents.ts';
import { CheckedChanges } from './checked-changes.tsx';
import './checks.css';
import { StatusBadge } from './status-badge.tsx';

/** One check: whether it composes, what it changes, whom that hits, and what lint says. */
export function CheckDetail({ id }: { id: string }) {
  const { loaded, isStale, reload } = useRegistry(checkDocument, { id });
  return (
    <section className="choice-detail" aria-label="Check" aria-busy={isStale}>
      <WhenVariant loaded={loaded} onRetry={reload}>
        {({ check }) => {
          if (isStale && check?.id !== id)
            return <p className="page-loading">Loading the check…</p>;
          if (check === null) {
            return (
              <PageState title="No such check">
                <p>
                  It was never made, or not for this variant. <a href="#/checks">To the newest</a>
                </p>
              </PageState>
            );
          }
          return (
            <>
              <CheckHeader check={check} />
              {check.compositionErrors.length > 0 ? (
                <CompositionProblems problems={check.compositionErrors} />
              ) : (
                <CheckedChanges check={check} />
              )}
              <Lint problems={check.lint} />
            </>
          );
        }}
      </WhenVariant>
    </section>
  );
}

function CheckHeader({ check }: { check: CheckFragment }) {
  const { subgraph, status, createdBy, createdAt, revision, comparedWith } = check;
  return (
    <header className="detail-head">
      <h3>
        {subgraph} <StatusBadge status={status} />
      </h3>
      <p>
        {createdBy}, <When at={createdAt} />
        {revision && (
          <>
            , <code>{revision}</code>
          </>
        )}
        {comparedWith !== null && (
          <>
            , compared with <a href={`#/history/${comparedWith}`}>version {comparedWith}</a>
          </>
        )}
      </p>
    </header>
  );
}

function CompositionProblems({ problems }: { problems: readonly CompositionProblemFragment[] }) {
  return (
    <section aria-labelledby="composition-title">
      <h4 id="composition-title">It does not compose</h4>
      <ul className="problem-list">
        {problems.map(({ code, message, fix, places }) => (
          <li key={`${code} ${message}`}>
            <code className="problem-code">{code}</code>
            <p>{message}</p>
            {places.length > 0 && (
              <p className="problem-places">
                {places.map(({ subgraph, line, column }) => (
                  <code key={`${subgraph}:${line}:${column}`}>
                    {subgraph}:{line}:{column}
                  </code>
                ))}
              </p>
            )}
            {fix && (
              <p className="problem-fix">
                <strong>Fix:</strong> {fix}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const worstFirst = (one: LintProblemFragment, other: LintProblemFragment) =>
  Number(other.severity === 'ERROR') - Number(one.severity === 'ERROR');

function Lint({ problems }: { problems: readonly LintProblemFragment[] }) {
  return (
    <section aria-labelledby="lint-title">
      <h4 id="lint-title">Lint</h4>
      {problems.length === 0 ? (
        <p className="page-quiet">Nothing to say.</p>
      ) : (
        <ul className="change-list">
          {problems.toSorted(worstFirst).map(({ rule, severity, coordinate, message, place }) => (
            <li key={`${rule} ${coordinate} ${message}`}>
              <span className={severity === 'ERROR' ? 'badge badge-bad' : 'badge badge-warn'}>
                {severity.toLowerCase()}
              </span>
              <code>{coordinate}</code>
              <span>
                {message}
                <small>
                  {rule}
                  {place && `, line ${place.line}`}
                </small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
