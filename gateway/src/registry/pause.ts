import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryUnavailableError } from './fetch-artefact.ts';

const FIRST_MS = 250;
/** So long at the most a registry that is back is not heard of; docs/registry-gateways.md counts what it costs. */
const LONGEST_MS = 5_000;
/** So long at the most it is left alone when it asks to be. */
const LONGEST_ASKED_MS = 60_000;

/**
 * Waits before the registry is asked again, longer after each failure and not shorter than it asks for. Full
 * jitter: gateways that failed together do not come back together.
 */
export async function pauseAfter(
  error: unknown,
  failures: number,
  signal: AbortSignal,
): Promise<void> {
  await pause(pauseMsAfter(error, failures), signal);
}

/** `failures`: in a row, 1 for the first. */
export function pauseMsAfter(error: unknown, failures: number, random = Math.random): number {
  const longestMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  const waitMs = FIRST_MS + random() * (longestMs - FIRST_MS);
  const asked = error instanceof RegistryUnavailableError ? (error.retryAfterMs ?? 0) : 0;
  if (asked <= waitMs) return waitMs;
  // Those that are told the same time do not come back together either.
  return Math.min(asked, LONGEST_ASKED_MS) + random() * longestMs;
}

/** Waits; not at all for what is no time, and no longer when `signal` is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined);
}
