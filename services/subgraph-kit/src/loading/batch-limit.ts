/** PostgreSQL binds at most 65,535 values to a statement; a batch stays far below, and so does its plan. */
export const MAXIMUM_BATCH_SIZE = 1_000;
