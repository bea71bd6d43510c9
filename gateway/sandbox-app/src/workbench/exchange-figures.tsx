import type { Exchange } from '../exchange/exchange-log.ts';
import { formatMilliseconds, formatSize } from '../format.ts';

/** The response in figures: status, errors, time and size. */
export function ExchangeFigures({ exchange }: { exchange: Exchange | null }) {
  if (!exchange) return <div className="figures" />;
  const { status, errorCount, durationMs, sizeBytes } = exchange;
  const isBad = status === null || status >= 400 || errorCount > 0;
  return (
    <div className="figures" role="status">
      <span className={isBad ? 'figure tone-bad' : 'figure tone-good'}>
        {describeOutcome(status, errorCount)}
      </span>
      <span className="figure">{formatMilliseconds(durationMs)}</span>
      {sizeBytes !== null && <span className="figure figure-size">{formatSize(sizeBytes)}</span>}
    </div>
  );
}

function describeOutcome(status: number | null, errorCount: number): string {
  if (status === null) return 'No answer';
  if (errorCount === 0) return `${status}`;
  return `${status}, ${errorCount} ${errorCount === 1 ? 'error' : 'errors'}`;
}
