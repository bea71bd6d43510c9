import type { PrismaClient } from '@causeway/orders-db';
import type { Money } from '../../money/money.ts';

const DELETE_BATCH_SIZE = 1_000;

export type SandboxState =
  | 'PENDING'
  | 'AUTHORISED'
  | 'DECLINED'
  | 'CAPTURED'
  | 'REFUSED'
  | 'VOIDED'
  | 'REFUNDED';

/** A payment as the sandbox has it. */
export interface SandboxPayment {
  readonly key: string;
  readonly state: SandboxState;
  readonly token: string | null;
  readonly declineCode: string | null;
}

export interface NewSandboxPayment {
  readonly key: string;
  readonly token: string;
  readonly amount: Money;
  readonly state: SandboxState;
  readonly declineCode: string | null;
  /** When a pending payment is decided. */
  readonly settlesAt: Date | null;
}

export type SandboxStore = ReturnType<typeof createSandboxStore>;

/**
 * The sandbox's own rows, which outlive the process as a provider's would. Each method is one
 * statement, so that whatever is killed, a payment is in one state.
 */
export function createSandboxStore(client: PrismaClient) {
  return {
    async insert({ amount, ...payment }: NewSandboxPayment): Promise<void> {
      const { key, token, state, declineCode, settlesAt } = payment;
      await client.$executeRaw`
        INSERT INTO sandbox_payment
          (key, token, state, decline_code, amount_minor, currency, settles_at)
        VALUES (${key}::uuid, ${token}, ${state}::sandbox_payment_state, ${declineCode},
          ${amount.amountMinor}, ${amount.currency}::currency_code, ${settlesAt})
        ON CONFLICT (key) DO NOTHING`;
    },

    async find(key: string): Promise<SandboxPayment | null> {
      return client.sandboxPayment.findUnique({
        where: { key },
        select: { key: true, state: true, token: true, declineCode: true },
      });
    },

    /** Decides a pending payment whose time has come. */
    async settle(key: string, at: Date): Promise<void> {
      await client.$executeRaw`
        UPDATE sandbox_payment SET updated_at = now(), state =
          (CASE WHEN decline_code IS NULL THEN 'AUTHORISED' ELSE 'DECLINED' END)::sandbox_payment_state
        WHERE key = ${key}::uuid AND state = 'PENDING' AND settles_at <= ${at}`;
    },

    /** Moves a payment that is in one state to another, and any other not. */
    async move(key: string, from: SandboxState, to: SandboxState): Promise<void> {
      await client.$executeRaw`
        UPDATE sandbox_payment SET updated_at = now(), state = ${to}::sandbox_payment_state
        WHERE key = ${key}::uuid AND state = ${from}::sandbox_payment_state`;
    },

    /** Voids what is held or will be; a payment that is not known yet is void when it comes. */
    async voidPayment(key: string): Promise<void> {
      await client.$executeRaw`
        INSERT INTO sandbox_payment AS payment (key, state) VALUES (${key}::uuid, 'VOIDED')
        ON CONFLICT (key) DO UPDATE SET state = 'VOIDED', updated_at = now()
        WHERE payment.state IN ('PENDING', 'AUTHORISED')`;
    },

    /**
     * Forgets payments that came to their end before that time, up to a bound; returns whether that was
     * all of them. What was captured stays: it may be refunded yet.
     */
    async forgetFinished(before: Date): Promise<boolean> {
      const forgotten = await client.$executeRaw`
        DELETE FROM sandbox_payment WHERE key = ANY (ARRAY(
          SELECT key FROM sandbox_payment
          WHERE state IN ('DECLINED', 'REFUSED', 'VOIDED', 'REFUNDED') AND updated_at < ${before}
          ORDER BY updated_at LIMIT ${DELETE_BATCH_SIZE} FOR UPDATE SKIP LOCKED))`;
      return forgotten < DELETE_BATCH_SIZE;
    },
  };
}
