import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
const DEADLINE_MS = 20_000;

/** Resolves when something is so. Rejects, saying `otherwise`, when it is not in time. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  otherwise: string,
): Promise<void> {
  const deadlineMs = performance.now() + DEADLINE_MS;
  while (performance.now() < deadlineMs) {
    if (await isSo()) return;
    await sleep(POLL_MS);
  }
  throw new Error(otherwise);
}
