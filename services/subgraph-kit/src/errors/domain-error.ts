import { type ErrorCode, errorTable } from './error-table.ts';

/**
 * A failure the domain knows by name. Its code decides what the caller sees (`errorTable`); throw it
 * for what is wrong with a request. Expected outcomes of a mutation are members of its result union.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** The status of the response if this error fails the whole request. */
  get httpStatus(): number {
    return errorTable[this.code].httpStatus;
  }

  /** GraphQL.js copies this to the located error. Response format: GraphQL spec §7.1.2. */
  get extensions(): { readonly code: ErrorCode } {
    return { code: this.code };
  }
}
