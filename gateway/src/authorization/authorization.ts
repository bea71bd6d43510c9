import type { Rights } from './rights.ts';

/** How a gateway enforces the access rules of its graph. */
export interface Authorization {
  /** The rights of whoever sent a request, by Apollo Server's context value. */
  rightsOf(context: unknown): Rights;
  /**
   * What becomes of an operation that asks for something the caller may not have: `null` answers it with null
   * and an error in that place; `reject` refuses it whole. `null` unless told otherwise.
   */
  onDenied?: 'null' | 'reject';
  /** Told of each answer that something is missing from for that reason. */
  whenDenied?(context: unknown, denied: Denied): void;
}

export interface Denied {
  readonly mode: 'null' | 'reject';
  /** As the schema names it: `User.email`, or a type whose objects were met, or might have been. */
  readonly coordinates: readonly string[];
}
