import { GatewayError } from '../../errors/gateway-error.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { createTellMeasured, type Log } from '../../telemetry/tell-measured.ts';
import type { Limit } from '../limits/limit-table.ts';
import { type CostEstimate, MOST_COST } from './cost-model.ts';

interface MaximumSetting {
  readonly maximum: Limit;
}

export interface CostLimits extends MaximumSetting {
  /** For each subgraph of which `subgraphs` says nothing. */
  readonly all: MaximumSetting;
  readonly subgraphs: Readonly<Record<string, MaximumSetting>>;
}

/**
 * Makes what holds estimates to the limits. Throws GatewayError: COST_ESTIMATED_TOO_EXPENSIVE, or
 * BAD_USER_INPUT when a field is not given the one slicing argument that it needs.
 */
export function createJudgeCost(
  { maximum, all, subgraphs }: CostLimits,
  metrics: Pick<Metrics, 'limitExceeded' | 'operationCost'>,
): (estimate: CostEstimate, logger: Log) => void {
  const tell = createTellMeasured(metrics);

  return ({ total, bySubgraph, unsliced }, logger) => {
    metrics.operationCost(total);
    if (unsliced !== null && Number.isFinite(maximum.enforce)) throw notSliced(unsliced);
    if (isPast(total, maximum)) {
      hold(total, { limit: maximum, where: '', setting: 'cost.maximum' }, logger);
    }
    for (const [name, cost] of bySubgraph) {
      const own = Object.hasOwn(subgraphs, name) ? subgraphs[name] : undefined;
      const { maximum: limit } = own ?? all;
      if (!isPast(cost, limit)) continue;
      const setting = own === undefined ? 'cost.all.maximum' : `cost.subgraphs.${name}.maximum`;
      hold(cost, { limit, where: ` in the subgraph "${name}"`, setting }, logger);
    }
  };

  function hold(
    cost: number,
    { limit, where, setting }: { limit: Limit; where: string; setting: string },
    logger: Log,
  ): void {
    if (cost <= limit.enforce) {
      const measured = `${setting}.measure`;
      tell({ limit: setting, setting: measured, count: cost, at: limit.measure }, logger);
      return;
    }
    metrics.limitExceeded(setting, 'enforce');
    const much = cost < MOST_COST ? cost : 'far more';
    throw new GatewayError(
      'COST_ESTIMATED_TOO_EXPENSIVE',
      `The operation is estimated to cost ${much}${where}; the limit is ${limit.enforce} (${setting}).`,
    );
  }
}

function isPast(cost: number, { measure, enforce }: Limit): boolean {
  return cost > measure || cost > enforce;
}

function notSliced({ field, slicing }: NonNullable<CostEstimate['unsliced']>): GatewayError {
  return new GatewayError(
    'BAD_USER_INPUT',
    `The field "${field}" needs exactly one of the arguments ${slicing.join(', ')}.`,
  );
}
