import type { PrismaClient } from '@causeway/identity-db';
import type { AccessAction, AccessState } from './access-change.ts';

/** A change as it was written down. */
export interface RecordedChange {
  readonly id: string;
  readonly at: Date;
  readonly actorId: string;
  readonly action: AccessAction;
  readonly userId: string | null;
  readonly roleName: string | null;
  readonly permissionName: string | null;
  readonly before: AccessState | null;
  readonly after: AccessState | null;
}

export interface AccessChangesStore {
  /** Returns changes, newest first; null in the listing means any, or the beginning. */
  list(listing: {
    readonly userId: string | null;
    readonly role: string | null;
    /** The id to go on after. */
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly RecordedChange[]>;
}

export function createAccessChangesStore(prisma: PrismaClient): AccessChangesStore {
  return {
    async list({ userId, role, after, limit }) {
      const rows = await prisma.accessChange.findMany({
        where: {
          ...(userId !== null && { userId }),
          ...(role !== null && { roleName: role }),
          ...(after !== null && { id: { lt: after } }),
        },
        orderBy: { id: 'desc' },
        take: limit,
        omit: { requestId: true },
      });
      return rows.map((row) => ({
        ...row,
        before: row.before as AccessState | null,
        after: row.after as AccessState | null,
      }));
    },
  };
}
