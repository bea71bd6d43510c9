import { useMemo } from 'react';
import type { Exchange } from '../exchange/exchange-log.ts';
import { count, formatMilliseconds } from '../format.ts';
import { CodeBlock } from './code-block.tsx';
import type { DebugReport } from './debug-report.ts';
import { FetchTimeline } from './fetch-timeline.tsx';
import './plan-panel.css';
import { PlanTree } from './plan-tree.tsx';
import { subgraphsOf } from './query-plan.ts';
import { colourSubgraphs } from './subgraph-colours.ts';

/** How the gateway made the last answer: its plan, and what each fetch of it took. */
export function PlanPanel({ exchange }: { exchange: Exchange | null }) {
  if (!exchange) {
    return (
      <p className="plan-empty">
        Run an operation to see which subgraphs the gateway asks for its parts, in which order, and
        how long each takes.
      </p>
    );
  }
  if (!exchange.report) {
    return (
      <p className="plan-empty">This gateway does not show plans: its developer view is off.</p>
    );
  }
  if (!exchange.report.plan && exchange.errorCount > 0) {
    return <p className="plan-empty">The gateway refused this operation before it planned it.</p>;
  }
  return <Report report={exchange.report} />;
}

function Report({ report }: { report: DebugReport }) {
  const { plan, fetches, planText } = report;
  const colours = useMemo(
    () => colourSubgraphs([...subgraphsOf(plan), ...fetches.map((fetch) => fetch.subgraph)]),
    [plan, fetches],
  );
  return (
    <div className="plan">
      <Figures report={report} />
      <div className="plan-parts">
        {fetches.length > 0 && <FetchTimeline fetches={fetches} colours={colours} />}
        {plan ? (
          <PlanTree plan={plan} colours={colours} />
        ) : (
          <p className="plan-empty">
            This operation needs no subgraph: the gateway answers it itself.
          </p>
        )}
      </div>
      {planText && (
        <details className="plan-text">
          <summary>The plan as text</summary>
          <CodeBlock label="The plan as text">{planText}</CodeBlock>
        </details>
      )}
    </div>
  );
}

function Figures({ report: { planningMs, estimatedCost, fetches } }: { report: DebugReport }) {
  const subgraphCount = new Set(fetches.map((fetch) => fetch.subgraph)).size;
  const reporting = fetches.filter((fetch) => fetch.sqlStatements !== null);
  const statements = reporting.reduce((sum, fetch) => sum + (fetch.sqlStatements ?? 0), 0);
  return (
    <ul className="plan-figures" aria-label="The plan in figures">
      {planningMs !== null && <li>planned in {formatMilliseconds(planningMs)}</li>}
      {estimatedCost !== null && <li>estimated cost {estimatedCost.toLocaleString('en')}</li>}
      <li>{count(fetches.length, 'fetch', 'fetches')}</li>
      <li>{count(subgraphCount, 'subgraph')}</li>
      {reporting.length > 0 && <li>{count(statements, 'SQL statement')}</li>}
    </ul>
  );
}
