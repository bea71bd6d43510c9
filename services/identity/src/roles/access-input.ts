import { z } from 'zod';

const ROLE_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** RFC 6749 §3.3 allows more in a scope; this is how ours are written. */
const PERMISSION_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*:[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAXIMUM_NAME_LENGTH = 40;
const MAXIMUM_DESCRIPTION_LENGTH = 200;
/** There are no more of either. */
export const MAXIMUM_COUNT = 200;

const tooLong = `must be at most ${MAXIMUM_NAME_LENGTH} characters`;
const roleName = z
  .string()
  .max(MAXIMUM_NAME_LENGTH, tooLong)
  .regex(ROLE_NAME, 'must be lower case words joined by `-`');
const permissionName = z
  .string()
  .max(MAXIMUM_NAME_LENGTH, tooLong)
  .regex(PERMISSION_NAME, 'must be a thing and what is done to it, such as `reviews:write`');
const description = z
  .string()
  .max(MAXIMUM_DESCRIPTION_LENGTH, `must be at most ${MAXIMUM_DESCRIPTION_LENGTH} characters`)
  .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters');
const permissionNames = z
  .array(permissionName)
  .max(MAXIMUM_COUNT, `must be at most ${MAXIMUM_COUNT}`)
  .transform((names) => [...new Set(names)].sort());

export const newRole = z.object({ name: roleName, description, permissions: permissionNames });
export const roleUpdate = z.object({
  name: z.string(),
  description: description.nullish(),
  permissions: permissionNames.nullish(),
});
export const newPermission = z.object({ name: permissionName, description });

/** Whether there can be a role of this name: what cannot be is not looked for. */
export function isRoleName(text: string): boolean {
  return roleName.safeParse(text).success;
}

export function isPermissionName(text: string): boolean {
  return permissionName.safeParse(text).success;
}
