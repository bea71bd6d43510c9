/** A program that may ask for access tokens by itself. */
export interface ServiceAccount {
  /** Its `client_id`. */
  readonly id: string;
  readonly name: string;
  /** In alphabetical order. */
  readonly scopes: readonly string[];
  readonly createdById: string;
  readonly createdAt: Date;
  /** The oldest first, among them those that have expired. */
  readonly secrets: readonly ServiceAccountSecret[];
}

/** What is known of a secret; the secret itself was shown once and is nowhere. */
export interface ServiceAccountSecret {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}
