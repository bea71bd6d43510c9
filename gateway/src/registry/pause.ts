import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryUnavailableError } from './fetch-artefact.ts';

const FIRST_MS = 250;
const LONGEST_MS = 30_000;

/**
 * Waits before the registry is asked again, longer after each failure and not shorter than it asks for. Full
 * jitter: gateways that failed together do not come back together.
 */
export async function pauseAfter(
  error: unknown,
  failures: number,
  signal: AbortSignal,
): Promise<void> {
  const longestMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  const asked = error instanceof RegistryUnavailableError ? (error.retryAfterMs ?? 0) : 0;
  const waitMs = FIRST_MS + Math.random() * longestMs;
  await pause(Math.max(waitMs, Math.min(asked, LONGEST_MS)), signal);
}

/** Waits; not at all for what is no time, and no longer when `signal` is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined);
}
