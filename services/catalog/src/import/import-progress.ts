/** How far a file has come, and what became of its records. */
export interface ImportProgress {
  /** How many records are done. */
  readonly records: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  /** How much of the report tells of these records. */
  readonly reportBytes: number;
}

/** Numbers of records: the first, and the one after the last. */
export interface RecordRange {
  readonly from: number;
  readonly to: number;
}

export type ImportCounts = Omit<ImportProgress, 'records' | 'reportBytes'>;
