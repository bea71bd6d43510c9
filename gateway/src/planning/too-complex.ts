import { GatewayError } from '../errors/gateway-error.ts';

/** How long planning one operation may take; in Apollo's thread, how long it may compute. */
export const PLANNING_DEADLINE_MS = 1_000;

/** How many fields an operation may select, its fragments written out. */
export const MOST_FIELDS = 20_000;

export function tooComplex(cause?: unknown): GatewayError {
  return new GatewayError(
    'OPERATION_TOO_COMPLEX',
    'The operation is too complex to plan: split it, or ask for fewer fields of abstract types.',
    { cause },
  );
}
