/** A document, with the types of what it is asked with and of what it is answered. */
export interface RegistryDocument<Answer, Variables> {
  readonly text: string;
  /** Never there: they carry the types. */
  readonly answer?: Answer;
  readonly variables?: Variables;
}

/** An operation with the fragments that it spreads. */
export function joinDocument<Answer, Variables>(
  ...texts: readonly string[]
): RegistryDocument<Answer, Variables> {
  return { text: texts.join('\n') };
}
