import type { MeasuredLimit } from '../config/measured-limit.ts';
import type { GatewayErrorCode } from '../errors/error-table.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** Holds a count to a limit: tells of it, or throws GatewayError. */
export type JudgeLimit = (count: number) => void;

/**
 * Makes what holds counts to a limit of the edge; `setting` is its name, `what` says of a request what is
 * counted.
 */
export function createJudgeLimit(given: {
  setting: string;
  limit: MeasuredLimit;
  code: GatewayErrorCode;
  what: string;
  metrics: Pick<Metrics, 'limitExceeded'>;
}): JudgeLimit {
  const { setting, limit, code, what, metrics } = given;
  const { measure, enforce } = limit;
  return (count) => {
    if (count > enforce) {
      metrics.limitExceeded(setting, 'enforce');
      throw new GatewayError(
        code,
        `The request has ${what}; the limit is ${enforce} (${setting}).`,
      );
    }
    if (count > measure) metrics.limitExceeded(setting, 'measure');
  };
}
