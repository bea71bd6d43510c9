/** What was done to who may do what. */
export type AccessAction =
  | 'ROLE_CREATED'
  | 'ROLE_UPDATED'
  | 'ROLE_DELETED'
  | 'ROLE_ASSIGNED'
  | 'ROLE_REVOKED'
  | 'PERMISSION_CREATED'
  | 'PERMISSION_DELETED';

/** What a change was about, before it or after it: names in alphabetical order. */
export interface AccessState {
  readonly description?: string;
  /** Of a role. */
  readonly permissions?: readonly string[];
  /** Of a user. */
  readonly roles?: readonly string[];
}

/** A change, and what it was about. */
export interface AccessChange {
  readonly action: AccessAction;
  readonly userId?: string;
  readonly roleName?: string;
  readonly permissionName?: string;
  /** Null for what was not there. */
  readonly before: AccessState | null;
  /** Null for what is gone. */
  readonly after: AccessState | null;
}
