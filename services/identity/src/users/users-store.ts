import type { Prisma, PrismaClient } from '@causeway/identity-db';
import type { User } from './user.ts';

/** The columns of a `User`; the password's hash is not among them. */
export const USER_COLUMNS = {
  id: true,
  displayName: true,
  email: true,
  emailVerifiedAt: true,
  createdAt: true,
} as const satisfies Prisma.UserSelect;

/** Greater than any character an address can hold, so that `prefix + LAST` ends the prefix's range. */
const LAST_CHARACTER = '\u{10ffff}';

interface UserListing {
  /** Compared with normalised addresses; empty for all. */
  readonly emailPrefix: string;
  /** Its name; null for any. */
  readonly role: string | null;
  /** The normalised address to start after; null for the beginning. */
  readonly after: string | null;
  readonly limit: number;
}

interface ListedUser extends User {
  readonly emailNormalized: string;
}

export interface UsersStore {
  /** Returns those that exist, in any order. */
  loadUsers(ids: readonly string[]): Promise<readonly User[]>;
  /** Returns users in the order of their normalised addresses. */
  listUsers(listing: UserListing): Promise<readonly ListedUser[]>;
  /** Returns null when there is no such user. */
  updateDisplayName(id: string, displayName: string): Promise<User | null>;
}

export function createUsersStore(prisma: PrismaClient): UsersStore {
  return {
    loadUsers: (ids) =>
      prisma.user.findMany({ where: { id: { in: [...ids] } }, select: USER_COLUMNS }),

    listUsers: ({ emailPrefix, role, after, limit }) =>
      prisma.user.findMany({
        where: {
          AND: [
            emailPrefix === '' ? {} : { emailNormalized: rangeOfPrefix(emailPrefix) },
            after === null ? {} : { emailNormalized: { gt: after } },
            role === null ? {} : { roles: { some: { roleName: role } } },
          ],
        },
        orderBy: { emailNormalized: 'asc' },
        take: limit,
        select: { ...USER_COLUMNS, emailNormalized: true },
      }),

    async updateDisplayName(id, displayName) {
      const [user] = await prisma.user.updateManyAndReturn({
        where: { id },
        data: { displayName },
        select: USER_COLUMNS,
      });
      return user ?? null;
    },
  };
}

/** A range rather than LIKE: it uses the index in every plan, and `_` and `%` mean themselves. */
function rangeOfPrefix(prefix: string): Prisma.StringFilter {
  return { gte: prefix, lt: prefix + LAST_CHARACTER };
}
