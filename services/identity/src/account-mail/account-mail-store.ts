import type { Prisma, PrismaClient } from '@causeway/identity-db';
import { removeSecondFactor } from '../second-factor/second-factor-store.ts';
import type { AccountMailKind } from './account-token.ts';

/** A mail that is due, taken by one process for a while. */
export interface DueMail {
  readonly kind: AccountMailKind;
  readonly emailNormalized: string;
  readonly requestedAt: Date;
  readonly attempts: number;
}

interface MailRequest {
  readonly kind: AccountMailKind;
  readonly emailNormalized: string;
  readonly now: Date;
  /** What was asked for after this is the same mail. */
  readonly notSince: Date;
}

export interface NewAccountToken {
  readonly userId: string;
  readonly kind: AccountMailKind;
  readonly tokenHash: Uint8Array<ArrayBuffer>;
  readonly expiresAt: Date;
}

export interface AccountMailStore {
  /** Puts a mail into the outbox, whether an account has the address or not. */
  request(request: MailRequest): Promise<void>;
  /** Takes up to `limit` mails that are due; they are due again at `until` unless they are settled. */
  takeDue(now: Date, options: { until: Date; limit: number }): Promise<readonly DueMail[]>;
  /** Who is to have the mail; null when no account has the address. */
  findRecipient(emailNormalized: string): Promise<{ userId: string; email: string } | null>;
  /** Adds a token; of those of the kind that the account has, it keeps the `most` that expire last. */
  addToken(token: NewAccountToken, most: number): Promise<void>;
  /** It was sent, or is not to be. One that was asked for since stays due. */
  settle(mail: DueMail): Promise<void>;
  retryAt(mail: DueMail, dueAt: Date): Promise<void>;
  /** The address of whose token it is; it is not used up. Null when the token is not good. */
  findAddress(kind: AccountMailKind, token: PresentedToken): Promise<string | null>;
  /** Uses the account's tokens of the kind up and marks the address as verified; false when this one is not good. */
  verifyEmail(token: PresentedToken): Promise<boolean>;
  /**
   * Uses the account's tokens of the kind up, sets the password, ends all sessions and, unless the address was
   * verified before, takes the second factor off; null when this token is not good.
   */
  resetPassword(token: PresentedToken, passwordHash: string): Promise<PasswordReset | null>;
  /** Deletes up to `limit` that nobody has asked for since, and returns how many. */
  deleteSettled(before: Date, limit: number): Promise<number>;
}

export interface PasswordReset {
  readonly userId: string;
  readonly emailNormalized: string;
  readonly endedSessions: number;
  readonly tookSecondFactorOff: boolean;
}

export interface PresentedToken {
  readonly tokenHash: Uint8Array<ArrayBuffer>;
  readonly now: Date;
}

export function createAccountMailStore(prisma: PrismaClient): AccountMailStore {
  return {
    request: (request) => requestMail(prisma, request),

    takeDue: (now, { until, limit }) => prisma.$queryRaw<DueMail[]>`
      UPDATE account_mail SET due_at = ${until}, attempts = attempts + 1
      WHERE (email_normalized, kind) IN (
        SELECT email_normalized, kind FROM account_mail
        WHERE due_at <= ${now}
        ORDER BY due_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )
      RETURNING kind, email_normalized AS "emailNormalized", requested_at AS "requestedAt", attempts`,

    async findRecipient(emailNormalized) {
      const user = await prisma.user.findUnique({
        where: { emailNormalized },
        select: { id: true, email: true },
      });
      return user && { userId: user.id, email: user.email };
    },

    // The statement does not see the row that it adds: of the others it keeps one fewer.
    async addToken({ userId, kind, tokenHash, expiresAt }, most) {
      await prisma.$executeRaw`
        WITH surplus AS (
          DELETE FROM account_token
          WHERE token_hash IN (
            SELECT token_hash FROM account_token
            WHERE user_id = ${userId}::uuid AND kind = ${kind}
            ORDER BY expires_at DESC
            OFFSET ${most - 1}
          )
        )
        INSERT INTO account_token (user_id, kind, token_hash, expires_at)
        VALUES (${userId}::uuid, ${kind}, ${tokenHash}, ${expiresAt})`;
    },

    async settle({ kind, emailNormalized, requestedAt }) {
      await prisma.accountMail.updateMany({
        where: { kind, emailNormalized, requestedAt: { lte: requestedAt } },
        data: { dueAt: null, attempts: 0 },
      });
    },

    async retryAt({ kind, emailNormalized, requestedAt }, dueAt) {
      await prisma.accountMail.updateMany({
        where: { kind, emailNormalized, requestedAt: { lte: requestedAt } },
        data: { dueAt },
      });
    },

    async findAddress(kind, { tokenHash, now }) {
      const [owner] = await prisma.$queryRaw<{ emailNormalized: string }[]>`
        SELECT owner.email_normalized AS "emailNormalized"
        FROM account_token token JOIN user_account owner ON owner.id = token.user_id
        WHERE token.token_hash = ${tokenHash} AND token.kind = ${kind} AND token.expires_at > ${now}`;
      return owner?.emailNormalized ?? null;
    },

    verifyEmail: (token) =>
      prisma.$transaction(async (tx) => {
        const userId = await useToken(tx, 'verify-email', token);
        if (userId === null) return false;
        await tx.user.updateMany({ where: { id: userId }, data: { emailVerifiedAt: token.now } });
        return true;
      }),

    resetPassword: (token, passwordHash) =>
      prisma.$transaction(async (tx) => {
        const userId = await useToken(tx, 'reset-password', token);
        if (userId === null) return null;
        // Whoever has the mail has the address.
        const proven = await tx.user.updateMany({
          where: { id: userId, emailVerifiedAt: null },
          data: { emailVerifiedAt: token.now },
        });
        // Until now nobody had shown that: a factor may be a stranger's, who made the account and would
        // keep the address's owner out of it.
        const tookSecondFactorOff = proven.count > 0 && (await removeSecondFactor(tx, userId));
        const { emailNormalized } = await tx.user.update({
          where: { id: userId },
          data: { passwordHash },
          select: { emailNormalized: true },
        });
        const { count } = await tx.session.updateMany({
          where: { userId, revokedAt: null },
          data: { revokedAt: token.now },
        });
        return { userId, emailNormalized, endedSessions: count, tookSecondFactorOff };
      }),

    deleteSettled: (before, limit) => prisma.$executeRaw`
      DELETE FROM account_mail
      WHERE (email_normalized, kind) IN (
        SELECT email_normalized, kind FROM account_mail
        WHERE requested_at < ${before}
        ORDER BY requested_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )`,
  };
}

/** Also within the transaction of a change, so that neither happens without the other. */
export async function requestMail(
  client: Prisma.TransactionClient,
  { kind, emailNormalized, now, notSince }: MailRequest,
): Promise<void> {
  await client.$executeRaw`
    INSERT INTO account_mail AS known (kind, email_normalized, requested_at, due_at)
    VALUES (${kind}, ${emailNormalized}, ${now}, ${now})
    ON CONFLICT (email_normalized, kind)
    DO UPDATE SET requested_at = EXCLUDED.requested_at, due_at = EXCLUDED.due_at, attempts = 0
    WHERE known.requested_at <= ${notSince}`;
}

/**
 * Whose token it was; null when it is not good. With it the account's others of the kind are gone: of several
 * presented at the same time one is good. The account is locked first, so that two who each hold one do not
 * wait for each other; who waited finds nothing more to delete.
 */
async function useToken(
  tx: Prisma.TransactionClient,
  kind: AccountMailKind,
  { tokenHash, now }: PresentedToken,
): Promise<string | null> {
  const used = await tx.$queryRaw<{ userId: string; isPresented: boolean }[]>`
    WITH account AS (
      SELECT owner.id
      FROM account_token token JOIN user_account owner ON owner.id = token.user_id
      WHERE token.token_hash = ${tokenHash} AND token.kind = ${kind} AND token.expires_at > ${now}
      FOR NO KEY UPDATE OF owner
    )
    DELETE FROM account_token
    USING account
    WHERE user_id = account.id AND kind = ${kind}
    RETURNING user_id AS "userId", token_hash = ${tokenHash} AS "isPresented"`;
  return used.find(({ isPresented }) => isPresented)?.userId ?? null;
}
