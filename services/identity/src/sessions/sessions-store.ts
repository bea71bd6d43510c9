import type { Prisma, PrismaClient } from '@causeway/identity-db';
import { type Access, getAccess } from '../roles/roles-store.ts';
import type { User } from '../users/user.ts';
import type { PresentedToken } from './judge-refresh-token.ts';
import type { ListedSession } from './session.ts';

export interface NewRefreshToken {
  readonly tokenHash: Uint8Array<ArrayBuffer>;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A stored refresh token with its session and user, locked against every other refresh. */
export interface LockedToken extends PresentedToken {
  readonly id: string;
  readonly sessionId: string;
  readonly user: User;
}

export interface SessionsStore {
  /**
   * Starts a session with its first refresh token and returns its id; null when what the user signed in
   * by is no longer theirs, so that a sign-in that overlaps a change of the password, or the unlinking
   * of a provider, does not survive it.
   */
  startSession(
    user: { userId: string; provenBy: SignInProof; device: string | null },
    refreshToken: NewRefreshToken,
  ): Promise<string | null>;
  /** Runs `work` in a transaction with the token's row and its session's row locked. */
  withLockedToken<T>(
    tokenHash: Uint8Array<ArrayBuffer>,
    work: (token: LockedToken | null, tx: SessionsTransaction) => Promise<T>,
  ): Promise<T>;
  /** Returns up to `limit` sessions of the user that go on, the one seen last first. */
  listSessions(
    userId: string,
    page: { now: Date; limit: number },
  ): Promise<readonly ListedSession[]>;
  /** Ends sessions of the user, and returns how many were alive. */
  endSessions(userId: string, which: SessionsToEnd, now: Date): Promise<number>;
  /** The first `limit` sessions after this one, in the order of when they were ended and of their ids. */
  listEnded(after: EndedSession, limit: number): Promise<readonly EndedSession[]>;
  /** Deletes up to `limit` expired refresh tokens and the sessions they leave over; counts tokens. */
  deleteExpired(now: Date, limit: number): Promise<number>;
}

/** What a user has signed in by: a password that fits the hash, or an account with a provider. */
export type SignInProof =
  | { readonly passwordHash: string }
  | { readonly issuer: string; readonly subject: string };

export interface EndedSession {
  readonly id: string;
  readonly revokedAt: Date;
}

/** Which of a user's sessions are to end: all, one, or all but one. */
export type SessionsToEnd = 'all' | { readonly only: string } | { readonly allBut: string };

export interface SessionsTransaction {
  /** The token of this hash, locked like the one that the transaction began with. */
  lockToken(tokenHash: Uint8Array<ArrayBuffer>): Promise<LockedToken | null>;
  replaceToken(token: LockedToken, successor: NewRefreshToken): Promise<void>;
  revokeSession(sessionId: string, now: Date): Promise<void>;
  /** What the user may do now. */
  getAccess(userId: string): Promise<Access>;
}

export function createSessionsStore(prisma: PrismaClient): SessionsStore {
  return {
    startSession: ({ userId, provenBy, device }, refreshToken) =>
      prisma.$transaction(async (tx) => {
        if (!(await isStillTheirs(tx, userId, provenBy))) return null;
        const { createdAt, expiresAt } = refreshToken;
        const session = await tx.session.create({
          data: { userId, device, createdAt, lastSeenAt: createdAt, expiresAt },
          select: { id: true },
        });
        await tx.refreshToken.create({
          data: { ...refreshToken, sessionId: session.id },
          select: { id: true },
        });
        return session.id;
      }),

    withLockedToken: (tokenHash, work) =>
      prisma.$transaction(async (tx) => work(await lockToken(tx, tokenHash), transactionOn(tx))),

    listSessions: (userId, { now, limit }) =>
      prisma.session.findMany({
        where: { userId, revokedAt: null, expiresAt: { gt: now } },
        orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
        take: limit,
        select: { id: true, device: true, createdAt: true, lastSeenAt: true, expiresAt: true },
      }),

    async endSessions(userId, which, now) {
      const { count } = await prisma.session.updateMany({
        where: { userId, revokedAt: null, expiresAt: { gt: now }, ...idsOf(which) },
        data: { revokedAt: now },
      });
      return count;
    },

    // The first condition follows from the second, but the planner does not know that.
    listEnded: ({ revokedAt, id }, limit) => prisma.$queryRaw<EndedSession[]>`
      SELECT id, revoked_at AS "revokedAt" FROM session
      WHERE revoked_at >= ${revokedAt} AND (revoked_at, id) > (${revokedAt}, ${id}::uuid)
      ORDER BY revoked_at, id
      LIMIT ${limit}`,

    async deleteExpired(now, limit) {
      const [counted] = await prisma.$queryRaw<{ tokens: number }[]>`
        WITH expired AS (
          DELETE FROM refresh_token
          WHERE id IN (
            SELECT id FROM refresh_token
            WHERE expires_at < ${now}
            ORDER BY expires_at
            LIMIT ${limit}
            FOR UPDATE SKIP LOCKED
          )
          RETURNING session_id
        ), ended AS (
          DELETE FROM session
          WHERE id IN (SELECT session_id FROM expired) AND expires_at < ${now}
        )
        SELECT count(*)::int AS tokens FROM expired`;
      return counted?.tokens ?? 0;
    },
  };
}

function idsOf(which: SessionsToEnd): Prisma.SessionWhereInput {
  if (which === 'all') return {};
  return { id: 'only' in which ? which.only : { not: which.allBut } };
}

function transactionOn(tx: Prisma.TransactionClient): SessionsTransaction {
  return {
    lockToken: (tokenHash) => lockToken(tx, tokenHash),
    async replaceToken({ id, sessionId }, successor) {
      const { id: replacedById } = await tx.refreshToken.create({
        data: { ...successor, sessionId },
        select: { id: true },
      });
      await tx.refreshToken.updateMany({
        where: { id },
        data: { usedAt: successor.createdAt, replacedById },
      });
      await tx.session.updateMany({
        where: { id: sessionId },
        data: { lastSeenAt: successor.createdAt, expiresAt: successor.expiresAt },
      });
    },
    async revokeSession(sessionId, now) {
      await tx.session.updateMany({ where: { id: sessionId }, data: { revokedAt: now } });
    },
    getAccess: (userId) => getAccess(tx, userId),
  };
}

/** Locks the row, so that it stays so until the transaction ends. */
async function isStillTheirs(
  tx: Prisma.TransactionClient,
  userId: string,
  proof: SignInProof,
): Promise<boolean> {
  const found =
    'passwordHash' in proof
      ? await tx.$executeRaw`
          SELECT 1 FROM user_account
          WHERE id = ${userId}::uuid AND password_hash = ${proof.passwordHash}
          FOR SHARE`
      : await tx.$executeRaw`
          SELECT 1 FROM linked_identity
          WHERE issuer = ${proof.issuer} AND subject = ${proof.subject} AND user_id = ${userId}::uuid
          FOR SHARE`;
  return found > 0;
}

interface LockedTokenRow {
  id: string;
  usedAt: Date | null;
  expiresAt: Date;
  sessionId: string;
  sessionRevokedAt: Date | null;
  userId: string;
  displayName: string;
  email: string;
  emailVerifiedAt: Date | null;
  userCreatedAt: Date;
}

async function lockToken(
  tx: Prisma.TransactionClient,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<LockedToken | null> {
  // Both rows: a sign-out must not slip in between, and PostgreSQL reads a row anew after waiting
  // only if it was to be locked.
  const [row] = await tx.$queryRaw<LockedTokenRow[]>`
    SELECT token.id, token.used_at AS "usedAt", token.expires_at AS "expiresAt",
      session.id AS "sessionId", session.revoked_at AS "sessionRevokedAt",
      owner.id AS "userId", owner.display_name AS "displayName", owner.email,
      owner.email_verified_at AS "emailVerifiedAt", owner.created_at AS "userCreatedAt"
    FROM refresh_token token
    JOIN session ON session.id = token.session_id
    JOIN user_account owner ON owner.id = session.user_id
    WHERE token.token_hash = ${tokenHash}
    FOR NO KEY UPDATE OF session, token`;
  if (row === undefined) return null;
  const { userId, displayName, email, emailVerifiedAt, userCreatedAt: createdAt, ...token } = row;
  return { ...token, user: { id: userId, displayName, email, emailVerifiedAt, createdAt } };
}
