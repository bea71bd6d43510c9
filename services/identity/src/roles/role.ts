/** Something that may be done; the name is the scope in an access token. */
export interface Permission {
  readonly name: string;
  readonly description: string;
  /** The services ask for it. */
  readonly isBuiltIn: boolean;
}

export interface Role {
  readonly name: string;
  readonly description: string;
  /** It came with a migration. */
  readonly isBuiltIn: boolean;
  /** In the order of their names. */
  readonly permissions: readonly Permission[];
}

/** Stands for a role until more of it is asked for. */
export type RoleName = Pick<Role, 'name'>;

/** What everyone is who signs up. */
export const CUSTOMER = 'customer';
/** Holds every permission, always. */
export const ADMIN = 'admin';
