import type { WriteStream } from 'node:tty';
import type { ImportProgress } from './import-progress.ts';

const TERMINAL_INTERVAL_MS = 200;
const LOG_INTERVAL_MS = 10_000;

/** Says how an import goes: on one line of a terminal, and every ten seconds elsewhere. */
export function createProgressLine(options: {
  from: ImportProgress;
  sizeBytes: number;
  output: Pick<WriteStream, 'write' | 'isTTY'>;
}) {
  const { from, sizeBytes, output } = options;
  const began = performance.now();
  const intervalMs = output.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS;
  let saidAt = began;
  if (from.records > 0)
    output.write(`Going on: ${count(from.records)} products of the file are done.\n`);

  return {
    update(progress: ImportProgress, readBytes: number): void {
      const now = performance.now();
      if (now - saidAt < intervalMs) return;
      saidAt = now;
      const percent = Math.floor((100 * readBytes) / Math.max(sizeBytes, 1));
      const rate = perSecond(progress.records - from.records, now - began);
      const text = `${percent} % of the file, ${count(progress.records)} products, ${rate}, ${count(progress.refused)} refused`;
      output.write(output.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    },

    finish(progress: ImportProgress, reportPath: string): void {
      if (output.isTTY) output.write('\r\u001b[K');
      const { records, created, updated, unchanged, refused } = progress;
      const rate = perSecond(records - from.records, performance.now() - began);
      output.write(
        `${count(records)} products: ${count(created)} created, ${count(updated)} updated,` +
          ` ${count(unchanged)} unchanged, ${count(refused)} refused (${rate}).\n`,
      );
      if (refused > 0) output.write(`What was wrong is in ${reportPath}.\n`);
    },
  };
}

function count(records: number): string {
  return records.toLocaleString('en');
}

function perSecond(records: number, elapsedMs: number): string {
  return `${count(Math.round(records / (elapsedMs / 1_000)))} products/s`;
}
