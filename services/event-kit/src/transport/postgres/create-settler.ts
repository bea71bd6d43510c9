import type { PgBoss } from 'pg-boss';

/** One delivery of a job: what it settles is void when the queue has given the job to another since. */
export interface Attempt {
  readonly id: string;
  readonly retryCount: number;
}

export type Settlement = 'complete' | 'fail';

/**
 * Tells a queue what became of its jobs: those that end while it is being told wait, and go together.
 * `onFailure` hears of what could not be told; those jobs come again when their heartbeat has stopped.
 */
export function createSettler(boss: PgBoss, queue: string, onFailure: (error: unknown) => void) {
  const waiting = { complete: [] as Attempt[], fail: [] as Attempt[] };
  let telling: Promise<void> | undefined;

  async function tell(): Promise<void> {
    for (const how of ['complete', 'fail'] as const) {
      const attempts = waiting[how].splice(0);
      if (attempts.length > 0) await boss[how](queue, attempts).catch(onFailure);
    }
  }
  return {
    /** Resolves when the queue knows. */
    async settle(how: Settlement, attempt: Attempt): Promise<void> {
      waiting[how].push(attempt);
      await telling;
      telling ??= tell().finally(() => {
        telling = undefined;
      });
      await telling;
    },
  };
}
