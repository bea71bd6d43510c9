import type { Outcome } from './exit-codes.ts';

/** A fault of one place in a schema, as the registry and the composer tell it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** Each as `file:line:column`. */
  readonly places: readonly string[];
  readonly fix?: string | undefined;
}

/** What a person or a pipeline can put right: said in words, without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly outcome: Exclude<Outcome, 'done'>;
  /** Stable, for programs. */
  readonly code: string;
  readonly problems: readonly Problem[];

  constructor(
    outcome: Exclude<Outcome, 'done'>,
    said: { code: string; message: string; problems?: readonly Problem[] },
    options?: ErrorOptions,
  ) {
    super(said.message, options);
    this.outcome = outcome;
    this.code = said.code;
    this.problems = said.problems ?? [];
  }
}
