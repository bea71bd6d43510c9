import type { Logger } from '@causeway/subgraph-kit';
import { withDeadline } from './with-deadline.ts';

/**
 * Closes something, and says so and goes on when that fails or takes too long, as it does when a broker
 * hangs. What is left open ends with the process; nothing is lost by it, since what was not acknowledged
 * comes again.
 */
export async function closeInTime(
  { what, deadlineMs, logger }: { what: string; deadlineMs: number; logger: Logger },
  close: () => Promise<void>,
): Promise<void> {
  await withDeadline(deadlineMs, `closing ${what}`, close).catch((error: unknown) =>
    logger.warn({ reason: String(error) }, 'events not closed in order'),
  );
}
