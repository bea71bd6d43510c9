import { errorTable, type GatewayErrorCode } from './error-table.ts';

/** A failure that the gateway knows by name; its code decides what the client sees. */
export class GatewayError extends Error {
  override readonly name: string = 'GatewayError';
  readonly code: GatewayErrorCode;

  constructor(code: GatewayErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** The status of the response if the whole request fails with this. */
  get httpStatus(): number {
    return errorTable[this.code].httpStatus;
  }
}
