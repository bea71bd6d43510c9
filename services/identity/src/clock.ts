/** The time now. Passed in, so that tests can move it. */
export type Clock = () => Date;

export function addMs(instant: Date, durationMs: number): Date {
  return new Date(instant.getTime() + durationMs);
}
