export type MigrationErrorCode =
  | 'DATAMODEL_INVALID'
  | 'MIGRATION_EDITED'
  | 'MIGRATION_FAILED'
  | 'MIGRATION_NAME_INVALID'
  | 'MIGRATION_UNKNOWN'
  | 'MIGRATIONS_LOCKED'
  | 'SCHEMA_MISSING'
  | 'SCHEMA_NOT_EMPTY';

/** Migrations that cannot go on without a person. The message says what is wrong and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly code: MigrationErrorCode;

  constructor(code: MigrationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
