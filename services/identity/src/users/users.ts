import {
  buildConnection,
  type Connection,
  DomainError,
  decodeCursor,
  encodeCursor,
  type InvalidInput,
  type PageArguments,
  type Principal,
  parsePage,
  requireScope,
  requireUser,
  validateInput,
} from '@causeway/subgraph-kit';
import { z } from 'zod';
import { isRoleName } from '../roles/access-input.ts';
import { displayNameField } from './display-name.ts';
import { foldEmailCase } from './email-address.ts';
import type { User } from './user.ts';
import { type UserView, viewUser } from './user-view.ts';
import type { UsersStore } from './users-store.ts';

const PAGE_LIMITS = { defaultFirst: 20, maximum: 100 } as const;
const MAXIMUM_PREFIX_LENGTH = 254;

const profileInput = z.object({ displayName: displayNameField });

interface UsersFilter {
  readonly emailPrefix?: string | null | undefined;
  readonly role?: string | null | undefined;
}

type UpdateProfileOutcome =
  | { readonly kind: 'updated'; readonly user: User }
  | { readonly kind: 'invalid'; readonly failure: InvalidInput };

export interface Users {
  /** Throws UNAUTHENTICATED, FORBIDDEN or BAD_USER_INPUT. */
  list(
    principal: Principal,
    listing: PageArguments & { filter?: UsersFilter | null | undefined },
  ): Promise<Connection<UserView>>;
  /** Throws UNAUTHENTICATED. */
  updateProfile(principal: Principal, input: unknown): Promise<UpdateProfileOutcome>;
}

export function createUsers(store: UsersStore): Users {
  return {
    async list(principal, { filter, ...pageArguments }) {
      requireScope(principal, 'users:read');
      const page = parsePage(pageArguments, PAGE_LIMITS);
      const rows = await store.listUsers({
        emailPrefix: parsePrefix(filter?.emailPrefix ?? ''),
        role: filter?.role == null ? null : roleNameOf(filter.role),
        after: page.cursor === null ? null : parseCursor(page.cursor),
        limit: page.size + 1,
      });
      return buildConnection({
        rows,
        page,
        cursorOf: ({ emailNormalized }) => encodeCursor([emailNormalized]),
        node: (user) => viewUser(principal, user),
      });
    },

    async updateProfile(principal, input) {
      const { userId } = requireUser(principal);
      const validation = validateInput(profileInput, input);
      if (validation.kind === 'invalid') return validation;
      const user = await store.updateDisplayName(userId, validation.value.displayName);
      if (user === null) throw accountGone();
      return { kind: 'updated', user };
    },
  };
}

/** The caller's token outlived their account. */
export function accountGone(): DomainError {
  return new DomainError('UNAUTHENTICATED', 'This account no longer exists.');
}

function parsePrefix(prefix: string): string {
  if (prefix.length > MAXIMUM_PREFIX_LENGTH) {
    throw new DomainError(
      'BAD_USER_INPUT',
      `\`filter.emailPrefix\` must be at most ${MAXIMUM_PREFIX_LENGTH} characters.`,
    );
  }
  return foldEmailCase(prefix);
}

/** What cannot be the name of a role is that of none. */
function roleNameOf(text: string): string {
  return isRoleName(text) ? text : '';
}

function parseCursor(cursor: string): string {
  const [emailNormalized] = decodeCursor(cursor, 1);
  if (typeof emailNormalized === 'string') return emailNormalized;
  throw new DomainError('BAD_USER_INPUT', '`after` is not a cursor of this list.');
}
