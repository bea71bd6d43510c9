/** How far a file has come, and what became of its records. */
export interface ImportProgress {
  readonly records: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  /** How much of the report tells of these records. */
  readonly reportBytes: number;
}
