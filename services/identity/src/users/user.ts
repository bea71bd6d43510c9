/** A person with an account, as the rest of the service knows them. */
export interface User {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
  /** Null until it was shown to be theirs. */
  readonly emailVerifiedAt: Date | null;
  readonly createdAt: Date;
}
