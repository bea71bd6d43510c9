const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How long ago, in one word or two: `3 hours ago`, `yesterday`, `just now`. */
export function formatAgo(instant: string, nowMs = Date.now()): string {
  const seconds = (new Date(instant).getTime() - nowMs) / 1000;
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? words.format(Math.trunc(seconds / step[1]), step[0]) : 'just now';
}

/** A large number as people read it: `12,480`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}
