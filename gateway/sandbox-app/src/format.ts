/** A duration for people: `0.4 ms`, `38 ms`, `1.25 s`. */
export function formatMilliseconds(durationMs: number): string {
  if (durationMs >= 1000) return `${(durationMs / 1000).toFixed(2)} s`;
  return durationMs >= 10 ? `${Math.round(durationMs)} ms` : `${Number(durationMs.toFixed(1))} ms`;
}

/** A size for people, in decimal units: `812 B`, `12.3 kB`, `1.4 MB`. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  if (sizeBytes < 1_000_000) return `${(sizeBytes / 1000).toFixed(1)} kB`;
  return `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}

/** `1 fetch`, `3 fetches`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
