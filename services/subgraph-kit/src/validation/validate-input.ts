import type { z } from 'zod';

/** One field of an input that was refused. `path` leads to it from the mutation's `input`. */
export interface InvalidField {
  readonly path: string[];
  readonly message: string;
}

/** The failure every mutation's result union shares. */
export interface InvalidInput {
  readonly __typename: 'InvalidInput';
  readonly message: string;
  readonly fields: InvalidField[];
}

export type InputValidation<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly failure: InvalidInput };

/** Checks a mutation's input. Never throws: an invalid input is an answer, with every fault in it. */
export function validateInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
): InputValidation<z.output<S>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { kind: 'valid', value: parsed.data };
  return { kind: 'invalid', failure: invalidInput(parsed.error.issues.map(describeField)) };
}

/** Makes the same failure for a rule that only the domain can check, such as a name that is taken. */
export function invalidInput(fields: InvalidField[]): InvalidInput {
  const names = fields.map(({ path }) => path.join('.') || 'input').join(', ');
  return { __typename: 'InvalidInput', message: `The input is not valid: ${names}.`, fields };
}

function describeField({ path, message }: z.core.$ZodIssue): InvalidField {
  return { path: path.map(String), message };
}
