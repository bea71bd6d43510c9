/**
 * The roles the graph knows. What each may do is data: the tables `role`, `permission` and
 * `role_permission`, filled by a migration.
 */
const ROLES = ['customer', 'support', 'merchandiser', 'warehouse', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** Whether the database's name of a role is one that the graph knows. */
export function isRole(name: string): name is Role {
  return (ROLES as readonly string[]).includes(name);
}
