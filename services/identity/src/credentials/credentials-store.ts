import { Prisma, type PrismaClient } from '@causeway/identity-db';
import { requestMail } from '../account-mail/account-mail-store.ts';
import type { EmailAddress } from '../users/email-address.ts';
import type { User } from '../users/user.ts';
import { USER_COLUMNS } from '../users/users-store.ts';

/** https://www.prisma.io/docs/orm/reference/error-reference: a unique constraint refused the row. */
const UNIQUE_VIOLATION = 'P2002';

/** A user with what their password is checked against. */
interface Credentials {
  readonly user: User;
  readonly emailNormalized: string;
  /** Null for who signs in with a provider only. */
  readonly passwordHash: string | null;
}

interface NewUser {
  readonly email: EmailAddress;
  readonly displayName: string;
  readonly passwordHash: string;
  /** The name of one that exists. */
  readonly role: string;
  readonly createdAt: Date;
}

export interface CredentialsStore {
  findByEmail(emailNormalized: string): Promise<Credentials | null>;
  findByUserId(userId: string): Promise<Credentials | null>;
  /** Also asks for the mail that verifies the address. Returns null when the address is taken. */
  createUser(user: NewUser): Promise<User | null>;
  /** Replaces the hash if it is still `from`. */
  replaceHash(userId: string, hashes: { from: string; to: string }): Promise<void>;
  /**
   * Replaces the hash, ends the user's other sessions, and makes links of mails useless that would reset the
   * password; returns how many sessions it ended. Null, with nothing done, when the hash is no longer `from`.
   */
  changePassword(
    user: { userId: string; sessionId: string },
    change: { from: string; to: string; now: Date },
  ): Promise<number | null>;
}

export function createCredentialsStore(prisma: PrismaClient): CredentialsStore {
  return {
    findByEmail: (emailNormalized) => findCredentials(prisma, { emailNormalized }),
    findByUserId: (id) => findCredentials(prisma, { id }),

    async createUser({ email, role, ...user }) {
      try {
        return await prisma.$transaction(async (tx) => {
          const created = await tx.user.create({
            data: {
              ...user,
              email: email.written,
              emailNormalized: email.normalized,
              roles: { create: { roleName: role, assignedAt: user.createdAt } },
            },
            select: USER_COLUMNS,
          });
          const { normalized: emailNormalized } = email;
          const now = user.createdAt;
          await requestMail(tx, { kind: 'verify-email', emailNormalized, now, notSince: now });
          return created;
        });
      } catch (error) {
        if (isUniqueViolation(error)) return null;
        throw error;
      }
    },

    async replaceHash(userId, { from, to }) {
      await updateHash(prisma, { userId, from, to });
    },

    changePassword: ({ userId, sessionId }, { from, to, now }) =>
      prisma.$transaction(async (tx) => {
        if (!(await updateHash(tx, { userId, from, to }))) return null;
        await tx.accountToken.deleteMany({ where: { userId, kind: 'reset-password' } });
        const { count } = await tx.session.updateMany({
          where: { userId, id: { not: sessionId }, revokedAt: null },
          data: { revokedAt: now },
        });
        return count;
      }),
  };
}

async function findCredentials(
  prisma: PrismaClient,
  where: Prisma.UserWhereUniqueInput,
): Promise<Credentials | null> {
  const row = await prisma.user.findUnique({
    where,
    select: { ...USER_COLUMNS, emailNormalized: true, passwordHash: true },
  });
  if (row === null) return null;
  const { emailNormalized, passwordHash, ...user } = row;
  return { user, emailNormalized, passwordHash };
}

async function updateHash(
  client: Prisma.TransactionClient,
  { userId, from, to }: { userId: string; from: string; to: string },
): Promise<boolean> {
  const { count } = await client.user.updateMany({
    where: { id: userId, passwordHash: from },
    data: { passwordHash: to },
  });
  return count > 0;
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION;
}
