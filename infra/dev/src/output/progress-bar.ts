import { paint, print } from './print.ts';

const WIDTH = 30;
const REDRAW_MS = 100;

export interface ProgressBar {
  update(done: number, total: number): void;
  /** Leaves one line that says how much was done in what time. */
  finish(): void;
}

/** A bar that redraws itself on a terminal; elsewhere only its last line is printed. */
export function createProgressBar(title: string): ProgressBar {
  const began = performance.now();
  let drawn = 0;
  let last = { done: 0, total: 0 };
  return {
    update(done, total) {
      last = { done, total };
      const now = performance.now();
      if (!process.stdout.isTTY || now - drawn < REDRAW_MS) return;
      drawn = now;
      process.stdout.write(`\r${barText(title, done, total)}`);
    },
    finish() {
      if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
      if (last.done === 0) return;
      const seconds = (performance.now() - began) / 1_000;
      print(
        `${paint('green', '✓')} ${title}: ${last.done.toLocaleString('en')} rows` +
          ` ${paint('dim', `(${seconds.toFixed(1)} s)`)}`,
      );
    },
  };
}

/** `catalog  ████████░░░░  40 %  120,000 / 300,000 rows` */
export function barText(title: string, done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const full = Math.round(share * WIDTH);
  const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  return `${title.padEnd(9)}${bar} ${percent}  ${done.toLocaleString('en')} / ${total.toLocaleString('en')} rows`;
}
