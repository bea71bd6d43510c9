/** A variant that is the part of another that its tags choose. */
export interface Contract {
  readonly ref: string;
  readonly sourceRef: string;
  readonly includeTags: readonly string[];
  readonly excludeTags: readonly string[];
  readonly hidesUnreachable: boolean;
  /** Why the source's current version could not be cut down; null when it could. */
  readonly problem: string | null;
}
