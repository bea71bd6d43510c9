import { Prisma, type PrismaClient } from '@causeway/identity-db';
import type { EmailAddress } from '../users/email-address.ts';
import type { User } from '../users/user.ts';
import { USER_COLUMNS } from '../users/users-store.ts';

/** https://www.prisma.io/docs/orm/reference/error-reference: a unique constraint refused the row. */
const UNIQUE_VIOLATION = 'P2002';

/** Names a person with a provider: OpenID Connect Core §5.7. */
export interface IdentityKey {
  readonly issuer: string;
  readonly subject: string;
}

/** A person's account with a provider, by which a user signs in. */
export interface LinkedIdentity {
  readonly userId: string;
  readonly provider: string;
  readonly email: string | null;
  readonly linkedAt: Date;
}

export interface NewLink extends IdentityKey {
  readonly provider: string;
  readonly email: string | null;
  readonly linkedAt: Date;
}

export type LinkOutcome =
  | { readonly kind: 'linked'; readonly userId: string }
  /** `taken`: the identity is linked already, or the user to another of the provider. */
  | { readonly kind: 'stale-session' | 'email-mismatch' | 'taken' };

export interface LinkedIdentitiesStore {
  findUser(identity: IdentityKey): Promise<User | null>;
  /**
   * Creates a user without a password, whose address the provider has verified; null when the address or
   * the identity is taken.
   */
  createUser(
    user: { email: EmailAddress; displayName: string; role: string; createdAt: Date },
    link: NewLink,
  ): Promise<User | null>;
  /**
   * Links the identity to the user of the session, and marks their address as verified, all or nothing: the
   * session has not ended, and the address is still the one that the provider has verified, when it is done.
   */
  link(sessionId: string, verifiedEmail: string, link: NewLink): Promise<LinkOutcome>;
  unlink(userId: string, provider: string): Promise<'unlinked' | 'not-linked' | 'only-way'>;
  /** The address and the session's beginning; null when the session has ended. */
  findSession(
    sessionId: string,
  ): Promise<{ userId: string; emailNormalized: string; startedAt: Date } | null>;
  loadByUserIds(userIds: readonly string[]): Promise<readonly LinkedIdentity[]>;
}

export function createLinkedIdentitiesStore(prisma: PrismaClient): LinkedIdentitiesStore {
  return {
    async findUser({ issuer, subject }) {
      const row = await prisma.linkedIdentity.findUnique({
        where: { issuer_subject: { issuer, subject } },
        select: { user: { select: USER_COLUMNS } },
      });
      return row?.user ?? null;
    },

    createUser: ({ email, role, ...user }, link) =>
      nullIfTaken(
        prisma.user.create({
          data: {
            ...user,
            email: email.written,
            emailNormalized: email.normalized,
            emailVerifiedAt: user.createdAt,
            roles: { create: { roleName: role, assignedAt: user.createdAt } },
            linkedIdentities: { create: link },
          },
          select: USER_COLUMNS,
        }),
      ),

    async link(sessionId, verifiedEmail, link) {
      const linked = prisma.$transaction(async (tx): Promise<LinkOutcome> => {
        const owner = await lockOwner(tx, sessionId);
        if (owner === null) return { kind: 'stale-session' };
        if (owner.emailNormalized !== verifiedEmail) return { kind: 'email-mismatch' };
        const { userId } = owner;
        await tx.linkedIdentity.create({ data: { ...link, userId }, select: { userId: true } });
        await tx.user.updateMany({
          where: { id: userId, emailVerifiedAt: null },
          data: { emailVerifiedAt: link.linkedAt },
        });
        return { kind: 'linked', userId };
      });
      return (await nullIfTaken(linked)) ?? { kind: 'taken' };
    },

    unlink: (userId, provider) =>
      prisma.$transaction(async (tx) => {
        // Two at once must not each leave the other's.
        const [user] = await tx.$queryRaw<{ hasPassword: boolean }[]>`
          SELECT password_hash IS NOT NULL AS "hasPassword"
          FROM user_account WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
        const links = await tx.linkedIdentity.findMany({
          where: { userId },
          select: { provider: true },
        });
        if (!links.some((link) => link.provider === provider)) return 'not-linked';
        if (user?.hasPassword !== true && links.length === 1) return 'only-way';
        await tx.linkedIdentity.deleteMany({ where: { userId, provider } });
        return 'unlinked';
      }),

    async findSession(id) {
      const row = await prisma.session.findUnique({
        where: { id, revokedAt: null },
        select: { userId: true, createdAt: true, user: { select: { emailNormalized: true } } },
      });
      if (row === null) return null;
      const { userId, createdAt: startedAt, user } = row;
      return { userId, startedAt, emailNormalized: user.emailNormalized };
    },

    loadByUserIds: (userIds) =>
      prisma.linkedIdentity.findMany({
        where: { userId: { in: [...userIds] } },
        orderBy: { provider: 'asc' },
        select: { userId: true, provider: true, email: true, linkedAt: true },
      }),
  };
}

/** Whose session it is; null when it has ended. Until the transaction does, it does not, and nor does the address change. */
async function lockOwner(
  tx: Prisma.TransactionClient,
  sessionId: string,
): Promise<{ userId: string; emailNormalized: string } | null> {
  const [owner] = await tx.$queryRaw<{ userId: string; emailNormalized: string }[]>`
    SELECT owner.id AS "userId", owner.email_normalized AS "emailNormalized"
    FROM session JOIN user_account owner ON owner.id = session.user_id
    WHERE session.id = ${sessionId}::uuid AND session.revoked_at IS NULL
    FOR NO KEY UPDATE OF session, owner`;
  return owner ?? null;
}

async function nullIfTaken<T>(creation: Promise<T>): Promise<T | null> {
  try {
    return await creation;
  } catch (error) {
    const isTaken =
      error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION;
    if (isTaken) return null;
    throw error;
  }
}
