import { GatewayError } from './gateway-error.ts';

/** Work is given up because nobody waits for it any more. */
export function cancelled(): GatewayError {
  return new GatewayError('REQUEST_CANCELLED', 'The client went away.');
}
