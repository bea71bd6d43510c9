/** How much a change matters to clients. */
export type Severity = 'BREAKING' | 'DANGEROUS' | 'SAFE';

/** Something that is different between two schemas. */
export interface SchemaChange {
  /** What kind of change it is, such as FIELD_REMOVED. */
  readonly code: string;
  readonly severity: Severity;
  /** What it is about, as a schema coordinate. */
  readonly coordinate: string;
  readonly message: string;
  readonly hits: Hits;
}

/** Which operations a change concerns, by what they use (`coordinatesOf`). */
export interface Hits {
  /** Those that use one of these; `null`: all. */
  readonly any: readonly string[] | null;
  /** But not those that use this one. */
  readonly unless: string | null;
}

/** Whether a change concerns an operation that uses these coordinates. */
export function isHit({ any, unless }: Hits, coordinates: ReadonlySet<string>): boolean {
  if (unless !== null && coordinates.has(unless)) return false;
  return any === null || any.some((coordinate) => coordinates.has(coordinate));
}
