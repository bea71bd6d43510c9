import type { Logger } from '@causeway/subgraph-kit/service';
import type { Metrics } from './telemetry/metrics.ts';
import type { Misfit, WarmUpReport } from './warm-up.ts';

/** So many operations one line of the log names. */
const MOST_NAMED = 20;

/** Tells the log and the metrics how the operations in use fare on the next supergraph. */
export function tellWarmUp(logger: Logger, metrics: Metrics): (report: WarmUpReport) => void {
  return ({ warmed, skipped, invalid, unplannable, durationMs }) => {
    metrics.warmUp('warmed', warmed);
    metrics.warmUp('skipped', skipped);
    metrics.warmUp('invalid', invalid.length);
    metrics.warmUp('unplannable', unplannable.length);
    warn(invalid, 'operations in use are not valid for the next supergraph');
    warn(unplannable, 'operations in use cannot be planned on the next supergraph');
    if (skipped > 0) logger.warn({ skipped }, 'there was no time to plan all operations in use');
    logger.info({ warmed, durationMs }, 'the next supergraph is warm');
  };

  function warn(misfits: readonly Misfit[], message: string): void {
    if (misfits.length === 0) return;
    const operations = misfits.slice(0, MOST_NAMED);
    logger.warn({ count: misfits.length, operations }, message);
  }
}
