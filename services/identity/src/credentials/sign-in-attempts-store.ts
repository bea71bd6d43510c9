import type { PrismaClient } from '@causeway/identity-db';

interface NewAttempt {
  readonly now: Date;
  /** When this and the failures before it are forgotten. */
  readonly expiresAt: Date;
  readonly freeFailures: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
}

export interface SignInAttemptsStore {
  /**
   * Counts an attempt, unless those before it make it wait. `blockedUntil` is null when the row that
   * forbids it is newer than this statement.
   */
  begin(
    emailHash: Uint8Array<ArrayBuffer>,
    attempt: NewAttempt,
  ): Promise<{ isAllowed: boolean; blockedUntil: Date | null }>;
  forget(emailHash: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Deletes up to `limit` that have expired, and returns how many. */
  deleteExpired(now: Date, limit: number): Promise<number>;
}

export function createSignInAttemptsStore(prisma: PrismaClient): SignInAttemptsStore {
  return {
    // One statement, so that attempts at the same time see each other: the second waits for the first.
    async begin(emailHash, { now, expiresAt, ...policy }) {
      const { freeFailures, firstWaitSeconds, longestWaitSeconds } = policy;
      const [outcome] = await prisma.$queryRaw<{ isAllowed: boolean; blockedUntil: Date | null }[]>`
        WITH attempt AS (
          INSERT INTO sign_in_attempt AS known (email_hash, failures, blocked_until, expires_at)
          VALUES (${emailHash}, 1, ${now}, ${expiresAt})
          ON CONFLICT (email_hash) DO UPDATE SET
            failures = CASE WHEN known.expires_at <= ${now} THEN 1 ELSE known.failures + 1 END,
            blocked_until = CASE
              WHEN known.expires_at <= ${now} OR known.failures + 1 < ${freeFailures} THEN ${now}
              ELSE ${now}::timestamptz + make_interval(secs => LEAST(
                ${firstWaitSeconds} * power(2, LEAST(known.failures + 1 - ${freeFailures}, 30)),
                ${longestWaitSeconds}
              ))
            END,
            expires_at = EXCLUDED.expires_at
          WHERE known.blocked_until <= ${now}
          RETURNING 1
        )
        SELECT
          EXISTS (SELECT FROM attempt) AS "isAllowed",
          (SELECT blocked_until FROM sign_in_attempt WHERE email_hash = ${emailHash}) AS "blockedUntil"`;
      if (outcome === undefined) throw new Error('A statement without FROM returned no row.');
      return outcome;
    },

    async forget(emailHash) {
      await prisma.signInAttempt.deleteMany({ where: { emailHash } });
    },

    deleteExpired: (now, limit) => prisma.$executeRaw`
      DELETE FROM sign_in_attempt
      WHERE email_hash IN (
        SELECT email_hash FROM sign_in_attempt
        WHERE expires_at < ${now}
        ORDER BY expires_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )`,
  };
}
