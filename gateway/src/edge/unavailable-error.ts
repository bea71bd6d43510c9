import type { GatewayErrorCode } from '../errors/error-table.ts';
import { GatewayError } from '../errors/gateway-error.ts';

/** The process cannot answer now. RFC 9110 §10.2.3: the response says when to ask again. */
export class UnavailableError extends GatewayError {
  override readonly name = 'UnavailableError';
  readonly retryAfterSeconds: number;

  constructor(code: GatewayErrorCode, message: string, retryAfterSeconds: number) {
    super(code, message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** For requests that are open when the time of the process is over. Another one answers at once. */
export function shuttingDown(): UnavailableError {
  return new UnavailableError(
    'SHUTTING_DOWN',
    'The gateway is shutting down, and could not finish the request before.',
    1,
  );
}
