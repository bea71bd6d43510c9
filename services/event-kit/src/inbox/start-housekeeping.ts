import type { EventTransaction } from '../database/event-client.ts';
import { createWakeUp } from '../deadlines/create-wake-up.ts';
import type { ConsumerWork } from './handle-delivery.ts';
import { retryRequeued } from './retry-requeued.ts';

const POLL_MS = 2_000;
/** Longer than any broker holds an event back before it delivers it again. */
const RETENTION_MS = 14 * 86_400_000;
const CLEANING_MS = 600_000;

/** Beside the deliveries: tries again what someone has requeued, and forgets what was handled long ago. */
export function startHousekeeping<T extends EventTransaction>(
  work: ConsumerWork<T>,
): { close(): Promise<void> } {
  const wakeUp = createWakeUp();
  let isClosed = false;
  let nextCleaningMs = 0;
  const cleanIfDue = async () => {
    if (performance.now() < nextCleaningMs) return;
    const isDone = await work.inbox.forget(new Date(Date.now() - RETENTION_MS));
    nextCleaningMs = performance.now() + (isDone ? CLEANING_MS : 0);
  };
  const run = async () => {
    while (!isClosed) {
      try {
        await retryRequeued(work);
        await cleanIfDue();
      } catch (error) {
        work.logger.warn({ reason: String(error) }, 'housekeeping of events failed');
      }
      await wakeUp.wait(POLL_MS);
    }
  };
  const running = run();
  return {
    async close() {
      isClosed = true;
      wakeUp.call();
      await running;
    },
  };
}
