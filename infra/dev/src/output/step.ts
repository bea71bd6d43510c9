import { paint, print } from './print.ts';

/**
 * Runs one step and prints a line for it when it is done, with the time it took. What the work
 * returns is passed on; a step that had nothing to do says so by `note`.
 */
export async function step<R>(
  title: string,
  work: (note: (text: string) => void) => Promise<R>,
): Promise<R> {
  const began = performance.now();
  let noted = '';
  try {
    const result = await work((text) => {
      noted = `: ${text}`;
    });
    print(`${paint('green', '✓')} ${title}${noted} ${elapsed(began)}`);
    return result;
  } catch (error) {
    print(`${paint('red', '✗')} ${title} ${elapsed(began)}`);
    throw error;
  }
}

function elapsed(began: number): string {
  const seconds = (performance.now() - began) / 1_000;
  return paint('dim', `(${seconds.toFixed(seconds < 10 ? 2 : 1)} s)`);
}
