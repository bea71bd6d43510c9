import type { CSSProperties } from 'react';
import { count, formatMilliseconds } from '../format.ts';
import type { SubgraphFetch } from './debug-report.ts';
import { layOutTimeline, type TimelineRow } from './timeline.ts';

interface FetchTimelineProps {
  fetches: readonly SubgraphFetch[];
  colours: ReadonlyMap<string, string>;
}

/** A waterfall: when each request to a subgraph began, how long it took, how much of it was SQL. */
export function FetchTimeline({ fetches, colours }: FetchTimelineProps) {
  const { rows, ticks } = layOutTimeline(fetches);
  return (
    <section className="timeline" aria-label="Fetches in time">
      <h2>Fetches in time</h2>
      <div className="timeline-scale" aria-hidden="true">
        {ticks.map(({ atMs, leftPercent }) => (
          <span key={atMs} style={{ left: `${leftPercent}%` }}>
            {formatMilliseconds(atMs)}
          </span>
        ))}
      </div>
      <ol>
        {rows.map((row, index) => (
          <Row
            key={`${row.fetch.subgraph}-${index}`}
            row={row}
            colour={colours.get(row.fetch.subgraph)}
          />
        ))}
      </ol>
    </section>
  );
}

function Row({ row, colour }: { row: TimelineRow; colour: string | undefined }) {
  const { fetch, leftPercent, widthPercent } = row;
  const { status, sqlDurationMs, durationMs } = fetch;
  const hasFailed = status === null || status >= 400;
  const sqlPercent =
    sqlDurationMs && durationMs ? Math.min(100, (sqlDurationMs / durationMs) * 100) : 0;
  return (
    <li style={{ '--subgraph': colour } as CSSProperties}>
      <span className="timeline-name">
        <span className="dot" />
        {fetch.subgraph}
      </span>
      <span className="timeline-took">{formatMilliseconds(durationMs)}</span>
      <span className="timeline-track" aria-hidden="true">
        <span
          className={hasFailed ? 'timeline-bar has-failed' : 'timeline-bar'}
          style={{ left: `${leftPercent}%`, width: `${widthPercent}%` }}
        >
          <span className="timeline-sql" style={{ width: `${sqlPercent}%` }} />
        </span>
      </span>
      <span className="timeline-notes">{describe(fetch)}</span>
    </li>
  );
}

/** `20 entities, 2 SQL statements in 3.1 ms`; a failure first. */
function describe({ status, entityCount, sqlStatements, sqlDurationMs }: SubgraphFetch): string {
  const notes = [];
  if (status === null) notes.push('no answer');
  else if (status >= 400) notes.push(`failed with ${status}`);
  if (entityCount !== null && entityCount > 0) notes.push(count(entityCount, 'entity', 'entities'));
  if (sqlStatements !== null) {
    const took =
      sqlDurationMs === null || sqlStatements === 0
        ? ''
        : ` in ${formatMilliseconds(sqlDurationMs)}`;
    notes.push(`${count(sqlStatements, 'SQL statement')}${took}`);
  }
  return notes.join(' · ');
}
