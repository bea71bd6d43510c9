import { parseId } from '@causeway/subgraph-kit';
import type { IdentityContext } from '../identity-context.ts';
import { type UserView, viewUser } from './user-view.ts';

/** Loads a user as the caller may see them; null when there is none with this id. */
export async function loadUserView(id: string, context: IdentityContext): Promise<UserView | null> {
  const userId = parseId(id);
  if (userId === null) return null;
  const user = await context.loaders.userById.load(userId);
  return user === null ? null : viewUser(context.principal, user);
}
