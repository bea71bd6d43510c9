import {
  buildConnection,
  type Connection,
  DomainError,
  decodeCursor,
  encodeCursor,
  type PageArguments,
  type Principal,
  parseId,
  parsePage,
  requireScope,
} from '@causeway/subgraph-kit';
import type { AccessChangesStore, RecordedChange } from './access-changes-store.ts';
import { isRoleName } from './access-input.ts';

const PAGE_LIMITS = { defaultFirst: 20, maximum: 100 } as const;

interface Filter {
  readonly userId?: string | null | undefined;
  readonly role?: string | null | undefined;
}

export interface AccessChanges {
  /** Throws UNAUTHENTICATED, FORBIDDEN without the scope `roles:read`, or BAD_USER_INPUT. */
  list(
    principal: Principal,
    listing: PageArguments & { filter?: Filter | null | undefined },
  ): Promise<Connection<RecordedChange>>;
}

/** Who changed who may do what. */
export function createAccessChanges(store: AccessChangesStore): AccessChanges {
  return {
    async list(principal, { filter, ...pageArguments }) {
      requireScope(principal, 'roles:read');
      const page = parsePage(pageArguments, PAGE_LIMITS);
      const after = page.cursor === null ? null : parseCursor(page.cursor);
      const { userId, role } = filter ?? {};
      const rows = await store.list({
        userId: userId == null ? null : (parseId(userId) ?? NOBODY),
        role: role == null ? null : isRoleName(role) ? role : NO_ROLE,
        ...{ after, limit: page.size + 1 },
      });
      return buildConnection({
        rows,
        page,
        cursorOf: ({ id }) => encodeCursor([id]),
        node: (change) => change,
      });
    },
  };
}

/** What is in no row. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const NO_ROLE = '';

function parseCursor(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  const parsed = typeof id === 'string' ? parseId(id) : null;
  if (parsed !== null) return parsed;
  throw new DomainError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
}
