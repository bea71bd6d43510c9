import type { EventClient, EventTransaction } from '../database/event-client.ts';
import { toJsonbText } from './to-jsonb-text.ts';

const TRANSACTION_DEADLINE_MS = 15_000;
const CONNECTION_DEADLINE_MS = 5_000;
const LONGEST_ERROR = 2_000;
const DELETE_BATCH_SIZE = 1_000;
const REQUEUED_BATCH_SIZE = 20;

/** An event that a consumer could not handle. */
export interface GivenUp {
  /** Null when what came is no event. */
  readonly eventId: string | null;
  readonly body: unknown;
  readonly error: unknown;
  readonly attempts: number;
}

/** A dead letter that is to be handled after all. */
export interface RequeuedEvent {
  readonly id: bigint;
  readonly event: unknown;
  readonly attempts: number;
}

export type Inbox<T extends EventTransaction> = ReturnType<typeof createInbox<T>>;

/** What one consumer has handled, and what it could not handle, in its service's schema. */
export function createInbox<T extends EventTransaction>(client: EventClient<T>, consumer: string) {
  const inTransaction = <R>(run: (transaction: T) => Promise<R>) =>
    client.$transaction(run, {
      maxWait: CONNECTION_DEADLINE_MS,
      timeout: TRANSACTION_DEADLINE_MS,
    });
  return {
    /**
     * Runs `effect` and notes that the event was handled, in one transaction; nothing if it was handled
     * before. While another process is at it, waits for what becomes of that. Returns whether it ran.
     */
    async once(eventId: string, effect: (transaction: T) => Promise<void>): Promise<boolean> {
      return inTransaction(async (transaction) => {
        if (!(await note(transaction, consumer, eventId))) return false;
        await effect(transaction);
        return true;
      });
    },

    /**
     * Puts an event among the dead letters, and notes it as handled: a process that still has it, and went
     * to sleep over it, must not apply it after later ones of its key. Nothing if another process has
     * handled it or given it up; returns whether it was given up now.
     */
    async giveUp({ eventId, body, error, attempts }: GivenUp): Promise<boolean> {
      const text = toJsonbText(body);
      return inTransaction(async (transaction) => {
        if (eventId !== null && !(await note(transaction, consumer, eventId))) return false;
        const inserted = await transaction.$executeRaw`
          INSERT INTO dead_letter (consumer, event_id, event, error, attempts)
          VALUES (${consumer}, ${eventId}::uuid, ${text}::jsonb, ${describe(error)}, ${attempts})
          ON CONFLICT (consumer, event_id) DO NOTHING`;
        return inserted === 1;
      });
    },

    /** Dead letters that someone has marked to be tried again, up to a bound. */
    async findRequeued(): Promise<readonly RequeuedEvent[]> {
      return client.$queryRaw<RequeuedEvent[]>`
        SELECT id, event, attempts FROM dead_letter
        WHERE consumer = ${consumer} AND requeued_at IS NOT NULL
        ORDER BY id LIMIT ${REQUEUED_BATCH_SIZE}`;
    },

    /** Runs `effect` and removes the dead letter with it; nothing if another process has removed it. */
    async handleRequeued(
      { id }: RequeuedEvent,
      eventId: string,
      effect: (transaction: T) => Promise<void>,
    ): Promise<void> {
      await inTransaction(async (transaction) => {
        const removed = await transaction.$executeRaw`DELETE FROM dead_letter WHERE id = ${id}`;
        if (removed !== 1) return;
        // It was noted when it was given up, but that may be forgotten by now.
        await note(transaction, consumer, eventId);
        await effect(transaction);
      });
    },

    /** It stays among the dead letters until someone marks it again. */
    async giveUpAgain({ id, attempts }: RequeuedEvent, error: unknown): Promise<void> {
      await client.$executeRaw`
        UPDATE dead_letter SET requeued_at = NULL, error = ${describe(error)},
          attempts = ${attempts + 1}, failed_at = now()
        WHERE id = ${id}`;
    },

    /** Forgets what was handled before that time, up to a bound; returns whether that was all of it. */
    async forget(before: Date): Promise<boolean> {
      const forgotten = await client.$executeRaw`
        DELETE FROM inbox WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM inbox WHERE handled_at < ${before}
          ORDER BY handled_at LIMIT ${DELETE_BATCH_SIZE}))`;
      return forgotten < DELETE_BATCH_SIZE;
    },
  };
}

/** Returns whether it is new. */
async function note(
  transaction: EventTransaction,
  consumer: string,
  eventId: string,
): Promise<boolean> {
  const inserted = await transaction.$executeRaw`
    INSERT INTO inbox (consumer, event_id) VALUES (${consumer}, ${eventId}::uuid)
    ON CONFLICT (consumer, event_id) DO NOTHING`;
  return inserted === 1;
}

function describe(error: unknown): string {
  return String(error).replaceAll('\0', '').slice(0, LONGEST_ERROR);
}
