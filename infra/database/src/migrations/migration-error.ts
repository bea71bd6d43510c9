/** Migrations that cannot go on without a person. The message says what is wrong and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
