import type { SubgraphFetch } from './debug-report.ts';

/** A waterfall of fetches. Positions are percentages of the drawing's width. */
export interface Timeline {
  spanMs: number;
  rows: readonly TimelineRow[];
  ticks: readonly { atMs: number; leftPercent: number }[];
}

export interface TimelineRow {
  fetch: SubgraphFetch;
  leftPercent: number;
  widthPercent: number;
}

/** Thinner bars cannot be seen or pointed at. */
const minimumWidthPercent = 0.8;
const wantedTicks = 4;

/** Lays out fetches in the order in which they started; the widest moment is the right edge. */
export function layOutTimeline(fetches: readonly SubgraphFetch[]): Timeline {
  const ends = fetches.map((fetch) => fetch.startMs + fetch.durationMs);
  const spanMs = Math.max(0, ...ends);
  const rows = [...fetches]
    .sort((a, b) => a.startMs - b.startMs)
    .map((fetch) => layOutRow(fetch, spanMs));
  return { spanMs, rows, ticks: layOutTicks(spanMs) };
}

function layOutRow(fetch: SubgraphFetch, spanMs: number): TimelineRow {
  if (spanMs === 0) return { fetch, leftPercent: 0, widthPercent: 100 };
  const widthPercent = Math.max(minimumWidthPercent, (fetch.durationMs / spanMs) * 100);
  const leftPercent = Math.min((fetch.startMs / spanMs) * 100, 100 - widthPercent);
  return { fetch, leftPercent, widthPercent };
}

function layOutTicks(spanMs: number): Timeline['ticks'] {
  if (spanMs === 0) return [];
  const stepMs = roundStep(spanMs / wantedTicks);
  const count = Math.floor(spanMs / stepMs) + 1;
  return Array.from({ length: count }, (_, index) => ({
    atMs: Number((index * stepMs).toPrecision(12)),
    leftPercent: ((index * stepMs) / spanMs) * 100,
  }));
}

/** The next larger of 1, 2, 2.5 or 5 times a power of ten. */
function roundStep(roughMs: number): number {
  const power = 10 ** Math.floor(Math.log10(roughMs));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= roughMs) ?? 10;
  return factor * power;
}
